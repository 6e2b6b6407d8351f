/** Holds what the page shows. Each action makes the next state of the one before. */
export interface Store<State, Action> {
  state(): State;
  dispatch(action: Action): void;
}

export function createStore<State, Action>(
  initial: State,
  reduce: (state: State, action: Action) => State,
  show: (state: State) => void,
): Store<State, Action> {
  let current = initial;
  return {
    state: () => current,
    dispatch: (action) => {
      current = reduce(current, action);
      show(current);
    },
  };
}
