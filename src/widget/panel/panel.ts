import type { Locale } from '../../locale.ts';
import type { Activity, Status } from '../talk.ts';
import type { PanelTexts } from '../texts.ts';
import { createAnnouncer } from './announcer.ts';
import { createComposer } from './composer.ts';
import { element } from './element.ts';
import { fill } from './fill.ts';
import { headerParts } from './header.ts';
import { createKept } from './kept.ts';
import { createLog } from './log.ts';
import { type Choice, readMessage } from './message.ts';
import { spoken } from './message-view.ts';
import css from './panel.css';
import type { Panel, Place } from './place.ts';
import type { Scene } from './scene.ts';
import { createScroller } from './scroller.ts';
import { saveText, transcriptText } from './transcript.ts';
import { createVisit } from './visit.ts';

/** Put in by the bundler, as JSON: every text of the panel, in each language. */
declare const PANEL_TEXTS: string;
const TEXTS: Record<Locale, PanelTexts> = JSON.parse(PANEL_TEXTS);

/** Puts the panel into the element that the loader made. It connects once it is opened, or has been before. */
export function mount({ element: host, root, bubble, server, title, storedAs, ...place }: Place): Panel {
  let { locale } = place;
  const inPage = host.dataset.mode === 'page';
  const query = new URLSearchParams(inPage ? location.search : '');
  const kept = createKept(storedAs);
  const scene: Scene = { texts: TEXTS[locale], choose, server };
  const log = createLog(scene);
  const scroller = createScroller(log.view, scene);
  const composer = createComposer(scene, (text) => say({ type: 'message', text }));
  const announcer = createAnnouncer();
  const notice = element('div', { class: 'notice', role: 'status' });
  const header = element('header');
  const frame = element(
    inPage ? 'section' : 'dialog',
    { class: 'panel', 'aria-labelledby': 'title', tabindex: -1 },
    header,
    notice,
    scroller.view,
    composer.view,
    announcer.view,
  );
  const badge = element('span', { class: 'badge' });
  /** Messages of the bot so far, and the visitor's line that they answer. */
  let heard = 0;
  let question: HTMLElement | undefined;
  let following = true;

  const visit = createVisit({
    server,
    kept,
    locale: () => locale,
    profile: query.get('profile') ?? undefined,
    onActivity: take,
    onStatus: showStatus,
    onSent: log.taken,
    onFailed: (clientId) => {
      const text = unsent.get(clientId);
      log.refused(clientId, () => text && say(text));
    },
    onClear() {
      log.clear();
      heard = 0;
    },
  });
  const unsent = new Map<string, Activity>();

  function take(activity: Activity): void {
    if (activity.type === 'typing') log.typing(true);
    if (activity.type !== 'message') return;
    const wasFollowing = following || scroller.atEnd();
    const message = readMessage(activity, server);
    const line = log.add(message);
    if (message.own) {
      question = line;
      return;
    }
    heard += 1;
    if (message.locale && message.locale !== locale) relabel(message.locale);
    if (kept.seen() < heard) announcer.say(spoken(message, line, scene));
    if (wasFollowing) scroller.toReadFrom(question ?? line);
    countUnread();
  }

  function say(activity: Activity): void {
    const whole = { ...activity, locale };
    const clientId = visit.say(whole);
    unsent.set(clientId, activity);
    log.await(clientId, activity.text ?? '');
    following = true;
    scroller.toEnd(true);
  }

  function choose({ says }: Choice): void {
    if (!says) return;
    say(says);
    composer.focus();
  }

  function showStatus(status: Status): void {
    const { texts } = scene;
    notice.replaceChildren();
    if (status === 'offline') notice.append(texts.offline);
    if (status === 'ended')
      notice.append(
        `${texts.ended} `,
        element('button', { type: 'button', click: visit.begin }, texts.begin),
      );
  }

  function relabel(now: Locale): void {
    locale = now;
    scene.texts = TEXTS[now];
    composer.relabel();
    drawHeader();
  }

  function drawHeader(): void {
    frame.lang = locale;
    header.replaceChildren(
      ...headerParts(
        scene,
        { title, locale, heading: inPage ? 'h1' : 'h2' },
        {
          say: (text) => say({ type: 'message', text }),
          download: () => saveText(transcriptText(log.messages(), scene.texts, locale), scene.texts.fileName),
          close: query.has('close') ? () => parent.postMessage(storedAs, '*') : inPage ? undefined : close,
        },
      ),
    );
  }

  const isOpen = () => inPage || (frame as HTMLDialogElement).open;

  function countUnread(): void {
    if (isOpen() && document.visibilityState === 'visible') kept.setSeen(heard);
    const unread = isOpen() ? 0 : heard - kept.seen();
    badge.textContent = unread > 0 ? String(unread) : '';
    if (unread > 0) badge.setAttribute('aria-label', fill(scene.texts.latest, { count: unread }));
  }

  function open(): void {
    visit.start();
    if (!inPage && !isOpen()) {
      const dialog = frame as HTMLDialogElement;
      if (matchMedia('(max-width: 480px)').matches) dialog.showModal();
      else dialog.show();
      host.dataset.open = '';
      kept.setOpen(true);
    }
    countUnread();
    // A field that has the focus brings up the keyboard of a phone, which would hide the welcome.
    if (matchMedia('(pointer: coarse)').matches) frame.focus();
    else composer.focus();
  }

  function close(): void {
    (frame as HTMLDialogElement).close();
    delete host.dataset.open;
    kept.setOpen(false);
    bubble?.focus();
  }

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  drawHeader();
  bubble?.append(badge);
  root.append(frame);
  frame.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Escape' && !inPage) close();
  });
  document.addEventListener('visibilitychange', countUnread);
  if (kept.talk()) visit.start();

  return { open, close, start: visit.start, stop: visit.stop };
}
