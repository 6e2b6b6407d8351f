import {
  DEFAULT_STYLES,
  LocaleType,
  LogLevel,
  mergeLocales,
  type Plugin,
  type PluginCtor,
  Univer,
} from '@univerjs/core';
import {UniverSheetsConditionalFormattingPreset} from '@univerjs/preset-sheets-conditional-formatting';
import conditionalFormattingWords from '@univerjs/preset-sheets-conditional-formatting/locales/en-US';
import {
  UniverDocsPlugin,
  UniverDocsUIPlugin,
  UniverFormulaEnginePlugin,
  UniverRenderEnginePlugin,
  UniverSheetsFormulaPlugin,
  UniverSheetsFormulaUIPlugin,
  UniverSheetsNumfmtPlugin,
  UniverSheetsNumfmtUIPlugin,
  UniverSheetsPlugin,
  UniverSheetsUIPlugin,
  UniverUIPlugin,
} from '@univerjs/preset-sheets-core';
import coreWords from '@univerjs/preset-sheets-core/locales/en-US';
import {UniverSheetsFilterPreset} from '@univerjs/preset-sheets-filter';
import filterWords from '@univerjs/preset-sheets-filter/locales/en-US';
import {UniverSheetsNotePreset} from '@univerjs/preset-sheets-note';
import noteWords from '@univerjs/preset-sheets-note/locales/en-US';
import {UniverSheetsSortPreset} from '@univerjs/preset-sheets-sort';
import sortWords from '@univerjs/preset-sheets-sort/locales/en-US';

/** As in Sheets; the engine's own default is larger. */
const fontSizePt = 10;

/** A Univer whose formulas are computed elsewhere. */
export function startUniver(container: HTMLElement): Univer {
  DEFAULT_STYLES.fs = fontSizePt;
  const univer = new Univer({
    locale: LocaleType.EN_US,
    locales: {
      [LocaleType.EN_US]: mergeLocales(
        coreWords,
        conditionalFormattingWords,
        filterWords,
        noteWords,
        sortWords,
      ),
    },
    logLevel: LogLevel.ERROR,
  });
  univer.registerPlugin(UniverDocsPlugin);
  univer.registerPlugin(UniverRenderEnginePlugin);
  univer.registerPlugin(UniverUIPlugin, {container, header: true, ribbonType: 'simple'});
  univer.registerPlugin(UniverDocsUIPlugin);
  univer.registerPlugin(UniverFormulaEnginePlugin, {notExecuteFormula: true});
  univer.registerPlugin(UniverSheetsPlugin, {notExecuteFormula: true});
  univer.registerPlugin(UniverSheetsUIPlugin, {protectedRangeShadow: false, disableForceStringAlert: true});
  univer.registerPlugin(UniverSheetsNumfmtPlugin);
  univer.registerPlugin(UniverSheetsNumfmtUIPlugin);
  univer.registerPlugin(UniverSheetsFormulaPlugin);
  univer.registerPlugin(UniverSheetsFormulaUIPlugin);
  for (const preset of [
    UniverSheetsConditionalFormattingPreset(),
    UniverSheetsFilterPreset(),
    UniverSheetsNotePreset(),
    UniverSheetsSortPreset(),
  ]) {
    for (const plugin of preset.plugins) registerPresetPlugin(univer, plugin);
  }
  return univer;
}

type PresetPlugin = PluginCtor<Plugin> | readonly [PluginCtor<Plugin>, unknown];

function registerPresetPlugin(univer: Univer, plugin: unknown): void {
  // A preset lists a plugin alone or with its options; its type says less.
  const entry = plugin as PresetPlugin;
  if (isWithOptions(entry)) univer.registerPlugin(entry[0], entry[1] as never);
  else univer.registerPlugin(entry);
}

function isWithOptions(entry: PresetPlugin): entry is readonly [PluginCtor<Plugin>, unknown] {
  return Array.isArray(entry);
}
