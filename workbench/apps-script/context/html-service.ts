import {createEnum} from './google-enum.ts';
import {googleException} from './google-exception.ts';
import type {HostCall} from './host-call.ts';
import {onlyKnown} from './only-known.ts';
import {asText, serviceCall} from './service-call.ts';

type Google = GoogleAppsScript.HTML.HtmlService;

/** What the workbench has of HtmlOutput. */
export interface HtmlPage {
  append(addedContent: string): HtmlPage;
  getContent(): string;
  setContent(content: string): HtmlPage;
  getTitle(): string;
  setTitle(title: string): HtmlPage;
  getWidth(): number | null;
  setWidth(width: number | null): HtmlPage;
  getHeight(): number | null;
  setHeight(height: number | null): HtmlPage;
  setSandboxMode(mode: unknown): HtmlPage;
  setXFrameOptionsMode(mode: unknown): HtmlPage;
}

/** https://developers.google.com/apps-script/reference/html/html-service */
export function createHtmlService(hostCall: HostCall) {
  const call = serviceCall(hostCall, 'HtmlService');
  const readFile = (filename: string): string => asText(call('readFile', filename));
  return onlyKnown('HtmlService', {
    SandboxMode: createEnum<Google['SandboxMode']>(['EMULATED', 'IFRAME', 'NATIVE']),
    XFrameOptionsMode: createEnum<Google['XFrameOptionsMode']>(['ALLOWALL', 'DEFAULT']),
    createHtmlOutput: (html = '') => createPage(html),
    createHtmlOutputFromFile: (filename: string) => createPage(readFile(filename)),
    createTemplate: (html: string) => createTemplate(html),
    createTemplateFromFile: (filename: string) => createTemplate(readFile(filename)),
  } satisfies Partial<Record<keyof Google, unknown>>);
}

function createPage(html: string): HtmlPage {
  const state = {content: html, title: '', width: null as number | null, height: null as number | null};
  const changing = (change: Partial<typeof state>): HtmlPage => {
    Object.assign(state, change);
    return page;
  };
  const page: HtmlPage = onlyKnown<HtmlPage>('HtmlOutput', {
    append: (addedContent) => changing({content: state.content + addedContent}),
    getContent: () => state.content,
    setContent: (content) => changing({content}),
    getTitle: () => state.title,
    setTitle: (title) => changing({title}),
    getWidth: () => state.width,
    setWidth: (width) => changing({width}),
    getHeight: () => state.height,
    setHeight: (height) => changing({height}),
    // Google takes and ignores every sandbox mode since 2016. The frame options matter to web apps alone.
    setSandboxMode: () => page,
    setXFrameOptionsMode: () => page,
  });
  return page;
}

const scriptlet = /<\?(!=|=)?([\s\S]*?)\?>/g;

/** A template whose scriptlets see the properties that the script set on it. */
function createTemplate(html: string): {evaluate(): HtmlPage; getRawContent(): string} {
  const members = {
    evaluate(): HtmlPage {
      const {evaluate: _evaluate, getRawContent: _getRawContent, ...variables} = members;
      return createPage(evaluateTemplate(html, variables));
    },
    getRawContent: () => html,
  };
  return onlyKnown('HtmlTemplate', members);
}

function evaluateTemplate(html: string, variables: Readonly<Record<string, unknown>>): string {
  let code = 'let output__ = "";\n';
  let end = 0;
  for (const match of html.matchAll(scriptlet)) {
    code += `output__ += ${JSON.stringify(html.slice(end, match.index))};\n`;
    const [whole, kind, inner = ''] = match;
    if (kind === '=') code += `output__ += escape__(${inner});\n`;
    else if (kind === '!=') code += `output__ += (${inner});\n`;
    else code += `${inner}\n`;
    end = match.index + whole.length;
  }
  code += `output__ += ${JSON.stringify(html.slice(end))};\nreturn output__;`;
  const evaluate = new Function('escape__', ...Object.keys(variables), code);
  const content: unknown = evaluate(escapeHtml, ...Object.values(variables));
  if (typeof content !== 'string') throw googleException('The template gave no text.');
  return content;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(value: unknown): string {
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
