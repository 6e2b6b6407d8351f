import type {ExecutionContext, HostService} from './host-call.ts';
import {refusalOf} from './permissions.ts';
import type {ServiceAnswer, ServiceCall} from './worker-messages.ts';

/** Asks the service that a script called, unless its authorisation mode forbids the call. Never rejects. */
export async function answerServiceCall(
  services: readonly HostService[],
  call: ServiceCall,
  context: ExecutionContext,
): Promise<ServiceAnswer> {
  try {
    const refusal = refusalOf(call.service, call.method, context.authMode);
    if (refusal !== null) return {ok: false, text: refusal};
    const service = services.find((candidate) => candidate.name === call.service);
    if (service === undefined) {
      const text = `Cannot call ${call.service}.${call.method}: this workbench was started without the service ${call.service}.`;
      return {ok: false, text};
    }
    const value = await service.call(call.method, JSON.parse(call.argsText), context);
    return {ok: true, text: JSON.stringify(value ?? null)};
  } catch (error) {
    return {ok: false, text: error instanceof Error ? error.message : String(error)};
  }
}
