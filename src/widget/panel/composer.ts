import { fill } from '../../fill.ts';
import { iconButton } from './choices-view.ts';
import { element } from './element.ts';
import type { Scene } from './scene.ts';

/** Characters of one message: enough for a life story, little enough to be read. */
const MOST = 2_000;
/** From here on the visitor is told how many are left. */
const COUNTED = 1_700;

export interface Composer {
  view: HTMLElement;
  focus(): void;
  relabel(): void;
}

/** Where the visitor writes. Enter sends, Shift and Enter begin a new line. */
export function createComposer(scene: Scene, send: (text: string) => void): Composer {
  const field = element('textarea', {
    rows: 1,
    autocomplete: 'off',
    enterkeyhint: 'send',
    'aria-describedby': 'count',
    input: update,
    keydown(event) {
      const { key, shiftKey, isComposing } = event as KeyboardEvent;
      if (key !== 'Enter' || shiftKey || isComposing) return;
      event.preventDefault();
      submit();
    },
    paste: (event) => refuseFiles(event, (event as ClipboardEvent).clipboardData),
    drop: (event) => refuseFiles(event, (event as DragEvent).dataTransfer),
  });
  const count = element('p', { id: 'count', class: 'count' });
  /** The hundreds left when they were last read out. */
  let told: number | undefined;
  const button = iconButton('send', '', () => {}, { type: 'submit' });
  const view = element(
    'form',
    {
      class: 'composer',
      submit(event) {
        event.preventDefault();
        submit();
      },
    },
    field,
    button,
    count,
  );
  relabel();

  function update(): void {
    const left = MOST - field.value.length;
    const hundreds = left < MOST - COUNTED ? Math.floor(left / 100) : undefined;
    // A number that changes at every key would drown what is typed.
    count.setAttribute('aria-live', hundreds === told ? 'off' : 'polite');
    told = hundreds;
    count.textContent =
      left < 0
        ? fill(scene.texts.tooLong, { count: -left })
        : hundreds !== undefined
          ? fill(scene.texts.left, { count: left })
          : '';
    view.classList.toggle('too-long', left < 0);
    button.setAttribute('aria-disabled', String(left < 0 || !field.value.trim()));
    if (CSS.supports('field-sizing', 'content')) return;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + 2}px`;
  }

  function submit(): void {
    const text = field.value.trim();
    field.focus();
    if (!text || field.value.length > MOST) return;
    field.value = '';
    update();
    send(text);
  }

  function refuseFiles(event: Event, data: DataTransfer | null): void {
    if (!data?.files.length) return;
    event.preventDefault();
    count.setAttribute('aria-live', 'polite');
    count.textContent = scene.texts.noFiles;
  }

  function relabel(): void {
    field.setAttribute('aria-label', scene.texts.message);
    field.placeholder = scene.texts.placeholder;
    button.setAttribute('aria-label', scene.texts.send);
    button.title = scene.texts.send;
    update();
  }

  return { view, relabel, focus: () => field.focus({ preventScroll: true }) };
}
