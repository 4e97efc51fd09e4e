import type { Locale } from '../../locale.ts';
import type { Activity, Status } from '../talk.ts';
import type { PanelTexts } from '../texts.ts';
import { createAnnouncer } from './announcer.ts';
import { createComposer } from './composer.ts';
import { element } from './element.ts';
import { headerParts } from './header.ts';
import { createKept } from './kept.ts';
import { createLog } from './log.ts';
import { readMessage } from './message.ts';
import { spoken } from './message-view.ts';
import css from './panel.css';
import type { Panel, Place } from './place.ts';
import type { Scene } from './scene.ts';
import { createScroller } from './scroller.ts';
import { saveText, transcriptText } from './transcript.ts';
import { createUnread } from './unread.ts';
import { fitToWhatIsSeen } from './viewport.ts';
import { createVisit } from './visit.ts';

/** Put in by the bundler, as JSON: every text of the panel, in each language. */
declare const PANEL_TEXTS: string;
const TEXTS: Record<Locale, PanelTexts> = JSON.parse(PANEL_TEXTS);

/** What the bot says within this time after the visitor answers the visitor. */
const ANSWER_MS = 10_000;

/** Where the panel covers the page; the style sheet says the same. */
const SMALL = '(max-width: 480px), (max-height: 480px)';

/** Puts the panel into the element that the loader made. It connects once it is opened, or has been before. */
export function mount({ element: host, root, server, ...place }: Place): Panel {
  let { locale } = place;
  const inPage = host.dataset.mode === 'page';
  const query = new URLSearchParams(inPage ? location.search : '');
  const bubble = root.querySelector<HTMLElement>('.bubble');
  const kept = createKept(host.localName);
  const scene: Scene = {
    texts: TEXTS[locale],
    locale,
    server,
    level: inPage ? 1 : 2,
    choose({ says }) {
      if (!says) return;
      say(says);
      focus();
    },
  };
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
  ) as HTMLDialogElement;
  const inSight = () => (inPage || frame.open) && document.visibilityState === 'visible';
  const unread = createUnread(kept, bubble, scene, inSight);
  kept.onChange(unread.update);
  /** When the visitor last said something here, and where it stands in the log. */
  let spokeAt = 0;
  let question: HTMLElement | undefined;

  const visit = createVisit({
    server,
    kept,
    locale: () => locale,
    profile: query.get('profile') ?? undefined,
    onActivity: take,
    onStatus: showStatus,
    onWaiting: (activity) => log.await(activity.channelData.clientActivityID, activity),
    onSent: log.taken,
    onFailed: (clientId) => log.refused(clientId, say),
    onClear() {
      log.clear();
      unread.rewind();
    },
  });

  function take(activity: Activity): void {
    if (activity.type === 'typing') log.typing(true);
    if (activity.type === 'endOfConversation') showStatus('ended');
    if (activity.type !== 'message') return;
    const message = readMessage(activity, server);
    if (message.locale && message.locale !== locale) speak(message.locale);
    const line = log.add(message);
    if (message.own) question = line;
    else if (unread.hear()) announcer.say(spoken(message, line, scene));
    if (question && Date.now() - spokeAt < ANSWER_MS) scroller.toReadFrom(question);
    else scroller.follow(line);
  }

  function say(activity: Activity): void {
    spokeAt = Date.now();
    question = log.await(visit.say({ ...activity, locale }), activity);
    scroller.toReadFrom(question);
  }

  function showStatus(status: Status): void {
    const { texts } = scene;
    if (status !== 'online') log.typing(status === 'connecting');
    if (status === 'online' && notice.hasChildNodes()) announcer.say(texts.back);
    const begin = element('button', { type: 'button', click: visit.begin }, texts.begin);
    notice.replaceChildren(
      ...(status === 'offline' ? [texts.offline] : []),
      ...(status === 'ended' ? [`${texts.ended} `, begin] : []),
    );
  }

  /** The panel follows the language in which the bot speaks. */
  function speak(now: Locale): void {
    locale = now;
    scene.texts = TEXTS[now];
    scene.locale = now;
    frame.lang = now;
    composer.relabel();
    scroller.relabel();
    header.replaceChildren(
      ...headerParts(
        scene,
        { title: host.dataset.title, locale },
        {
          say: (text) => say({ type: 'message', text }),
          download: () => saveText(transcriptText(log.messages(), scene.texts, locale), scene.texts.fileName),
          close: inPage && !query.has('close') ? undefined : close,
        },
      ),
    );
  }

  /** A field that has the focus brings up the keyboard of a phone, which would hide what the bot says. */
  function focus(): void {
    if (matchMedia('(pointer: coarse)').matches) frame.focus();
    else composer.focus();
  }

  function open(): void {
    visit.start();
    show();
    focus();
  }

  function show(): void {
    if (!inPage && !frame.open) {
      if (matchMedia(SMALL).matches) frame.showModal();
      // Unlike "show" this leaves the focus where it is: a page that loads has a beginning of its own.
      else frame.open = true;
      host.dataset.open = '';
      kept.setOpen(true);
    }
    unread.update();
  }

  function close(): void {
    // Whoever frames our page knows whom it framed; the message holds nothing.
    if (inPage) parent.postMessage(host.localName, '*');
    if (inPage || !frame.open) return;
    frame.close();
    delete host.dataset.open;
    kept.setOpen(false);
    bubble?.focus();
  }

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const colour = query.get('colour');
  if (colour) host.style.setProperty('--passerelle-colour', colour);
  speak(locale);
  root.append(frame);
  frame.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close();
  });
  frame.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });
  document.addEventListener('visibilitychange', unread.update);
  fitToWhatIsSeen(frame);
  if (kept.talk()) visit.start();
  if (kept.isOpen()) show();

  return { open, close, start: visit.start, stop: visit.stop };
}
