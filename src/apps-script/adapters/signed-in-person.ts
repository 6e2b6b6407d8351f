import type {Person} from '../../core/ports.ts';

/** Who is signed in; Google answers with an empty text when it does not tell. */
export function signedInPerson(): Person {
  return {email: () => Session.getActiveUser().getEmail() || Session.getEffectiveUser().getEmail() || null};
}
