import {createEnum} from '../google-enum.ts';
import type {Enum} from './session.ts';

// The names are Google's: https://developers.google.com/apps-script/reference/spreadsheet

export const BooleanCriteria = createEnum<Enum<'BooleanCriteria'>>([
  'CELL_EMPTY',
  'CELL_NOT_EMPTY',
  'CUSTOM_FORMULA',
  'NUMBER_BETWEEN',
  'NUMBER_EQUAL_TO',
  'NUMBER_GREATER_THAN',
  'NUMBER_GREATER_THAN_OR_EQUAL_TO',
  'NUMBER_LESS_THAN',
  'NUMBER_LESS_THAN_OR_EQUAL_TO',
  'TEXT_CONTAINS',
  'TEXT_EQUAL_TO',
]);

export const BorderStyle = createEnum<Enum<'BorderStyle'>>([
  'DOTTED',
  'DASHED',
  'SOLID',
  'SOLID_MEDIUM',
  'SOLID_THICK',
  'DOUBLE',
]);

export const CopyPasteType = createEnum<Enum<'CopyPasteType'>>([
  'PASTE_NORMAL',
  'PASTE_NO_BORDERS',
  'PASTE_FORMAT',
  'PASTE_FORMULA',
  'PASTE_DATA_VALIDATION',
  'PASTE_VALUES',
  'PASTE_CONDITIONAL_FORMATTING',
  'PASTE_COLUMN_WIDTHS',
]);

export const DataValidationCriteria = createEnum<Enum<'DataValidationCriteria'>>(['VALUE_IN_LIST']);

export const DeveloperMetadataLocationType = createEnum<Enum<'DeveloperMetadataLocationType'>>([
  'SPREADSHEET',
  'SHEET',
  'ROW',
  'COLUMN',
]);

export const DeveloperMetadataVisibility = createEnum<Enum<'DeveloperMetadataVisibility'>>([
  'DOCUMENT',
  'PROJECT',
]);

export const Dimension = createEnum<Enum<'Dimension'>>(['COLUMNS', 'ROWS']);
export const ProtectionType = createEnum<Enum<'ProtectionType'>>(['RANGE', 'SHEET']);
export const SheetType = createEnum<Enum<'SheetType'>>(['GRID', 'OBJECT']);
export const WrapStrategy = createEnum<Enum<'WrapStrategy'>>(['WRAP', 'OVERFLOW', 'CLIP']);
