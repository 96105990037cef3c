import type { ConditionalRule, DataValidation as FileValidation, Sheet as FileSheet } from 'hucre';
import { parseBlock, type Block } from './model/block.js';
import type { ConditionalFormat } from './model/conditional-format.js';
import type { DataValidation } from './model/data-validation.js';

/** The validations and conditional formats of a file's sheet; one that covers several areas becomes several. */
export function rulesOf(
  file: FileSheet,
  nextId: () => string,
): { validations: DataValidation[]; conditionalFormats: ConditionalFormat[] } {
  return {
    validations: (file.dataValidations ?? []).flatMap((validation) =>
      blocksOf(validation.range).map((block) => toValidation(validation, block)),
    ),
    conditionalFormats: [...(file.conditionalRules ?? [])]
      .filter(({ type }) => type === 'expression' || type === 'cellIs')
      .sort((a, b) => a.priority - b.priority)
      .flatMap((rule) => blocksOf(rule.range).map((block) => toConditionalFormat(rule, block, nextId()))),
  };
}

function blocksOf(range: string): Block[] {
  return range
    .split(/\s+/)
    .map((address) => parseBlock(address))
    .filter((block) => block !== null);
}

function toValidation(file: FileValidation, block: Block): DataValidation {
  const alert = { showAlert: file.showErrorMessage ?? true, style: capital(file.errorStyle ?? 'stop') };
  return {
    block,
    rule: ruleOf(file),
    errorAlert: { ...alert, title: file.errorTitle ?? '', message: file.errorMessage ?? '' },
    prompt: {
      showPrompt: file.showInputMessage ?? true,
      title: file.inputTitle ?? '',
      message: file.inputMessage ?? '',
    },
    ignoreBlanks: file.allowBlank ?? true,
  };
}

/** Excel.DataValidationRule of a file's validation. */
function ruleOf(file: FileValidation): Record<string, unknown> {
  switch (file.type) {
    case 'list':
      return { list: { inCellDropDown: true, source: file.values?.join(',') ?? `=${file.formula1 ?? ''}` } };
    case 'custom':
      return { custom: { formula: `=${file.formula1 ?? ''}` } };
    case 'whole':
    case 'decimal':
    case 'date':
    case 'time':
    case 'textLength': {
      const name = file.type === 'whole' ? 'wholeNumber' : file.type;
      const bounds = { formula1: figure(file.formula1), formula2: figure(file.formula2) };
      return { [name]: { operator: operatorOf(file.operator ?? 'between'), ...bounds } };
    }
  }
}

function operatorOf(operator: NonNullable<FileValidation['operator']>): string {
  const names: Partial<Record<typeof operator, string>> = {
    equal: 'EqualTo',
    notEqual: 'NotEqualTo',
    greaterThanOrEqual: 'GreaterThanOrEqualTo',
    lessThanOrEqual: 'LessThanOrEqualTo',
  };
  return names[operator] ?? capital(operator);
}

function figure(formula: string | undefined): string | number | undefined {
  if (formula === undefined) return undefined;
  return formula.trim() !== '' && Number.isFinite(Number(formula)) ? Number(formula) : `=${formula}`;
}

function toConditionalFormat(rule: ConditionalRule, block: Block, id: string): ConditionalFormat {
  const formulas = Array.isArray(rule.formula) ? rule.formula : [rule.formula ?? ''];
  const fill = rule.style?.fill?.type === 'pattern' ? rule.style.fill : undefined;
  return {
    id,
    type: rule.type === 'expression' ? 'Custom' : 'CellValue',
    block,
    stopIfTrue: rule.stopIfTrue ?? false,
    formula: rule.type === 'expression' ? `=${formulas[0] ?? ''}` : '',
    rule:
      rule.type === 'cellIs'
        ? {
            operator: operatorOf(rule.operator ?? 'between'),
            formula1: `=${formulas[0] ?? ''}`,
            ...(formulas[1] !== undefined && { formula2: `=${formulas[1]}` }),
          }
        : null,
    fontColor: colorOf(rule.style?.font?.color?.rgb),
    fontBold: rule.style?.font?.bold ?? false,
    fillColor: colorOf(fill?.bgColor?.rgb ?? fill?.fgColor?.rgb),
  };
}

function colorOf(rgb: string | undefined): string {
  return rgb === undefined ? '' : `#${rgb.slice(-6).toUpperCase()}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
