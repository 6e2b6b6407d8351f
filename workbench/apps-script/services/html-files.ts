import type {HostService, Json} from '../host-call.ts';
import {textAt, unknownMethod} from './arguments.ts';

/** The host side of HtmlService: the HTML files pushed beside the script, by name without `.html`. */
export function createHtmlService(files: Readonly<Record<string, string>>): HostService {
  return {
    name: 'HtmlService',
    call(method, args): Json {
      if (method !== 'readFile') throw unknownMethod('HtmlService', method);
      const name = textAt(args, 0).replace(/\.html$/, '');
      const text = Object.hasOwn(files, name) ? files[name] : undefined;
      if (text === undefined) throw new Error(`No HTML file named ${name} was found.`);
      return text;
    },
  };
}
