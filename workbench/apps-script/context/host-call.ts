/** The script's side of the seam to the workbench: blocks until the host answers, throws an Error with the host's message. */

export type Json = null | boolean | number | string | readonly Json[] | {readonly [key: string]: Json};

export type HostCall = (service: string, method: string, args: readonly Json[]) => Json;
