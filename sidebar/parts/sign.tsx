/** What a notice is about, told by its shape as well as by its colour. */
export type Tone = 'plain' | 'good' | 'warn' | 'bad';

const shapes: Readonly<Record<Tone, string>> = {
  plain:
    'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm.8 10H7.2V7h1.6ZM8 5.7A.95.95 0 1 1 8 3.8a.95.95 0 0 1 0 1.9Z',
  good: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm-1.1 9.6L3.9 8.2 5 7l1.9 1.9L11 4.8l1.1 1.1Z',
  warn: 'M8 1.6.9 14.2h14.2Zm.8 10.9H7.2v-1.6h1.6Zm0-2.8H7.2V6h1.6Z',
  bad: 'M5.3 1.5 1.5 5.3v5.4l3.8 3.8h5.4l3.8-3.8V5.3l-3.8-3.8Zm3.5 10H7.2V9.9h1.6Zm0-2.9H7.2V4.4h1.6Z',
};

export function Sign({tone}: {readonly tone: Tone}) {
  return (
    <svg class="sign" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
      <path d={shapes[tone]} />
    </svg>
  );
}
