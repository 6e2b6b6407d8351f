import type {RefObject} from 'preact';
import {useEffect, useRef} from 'preact/hooks';

/** A part of a view that shows one step after the other, each from its beginning and with the focus on it. */
export function useStepFocus(step: string): RefObject<HTMLElement | null> {
  const element = useRef<HTMLElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    // The first step is where somebody has just come to: the focus is theirs.
    if (shown.current === step) return;
    shown.current = step;
    element.current?.focus({preventScroll: true});
    element.current?.closest('#panel')?.scrollTo(0, 0);
  }, [step]);
  return element;
}

/** A form that leads to the first thing that is wrong with it. */
export function useProblemFocus(problems: readonly unknown[]): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problems.length === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]')?.focus();
  }, [problems]);
  return form;
}
