import { Field, Input, makeStyles, Subtitle2, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import {
  faultyFields,
  LONGEST_EVIDENCE,
  type EvidenceField,
  type EvidenceForm,
  type EvidenceValues,
} from '../../../core/budget/submission-form.js';
import { SUBMIT } from '../../../ui/messages/submit.js';

const WORDS = SUBMIT;

const useStyles = makeStyles({
  root: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    border: 'none',
    margin: 0,
    padding: 0,
    minWidth: 0,
  },
  legend: { padding: 0 },
});

export type EvidenceFieldsProps = {
  form: EvidenceForm;
  values: EvidenceValues;
  onChange: (values: EvidenceValues) => void;
};

/** The fields of one form of evidence. A field says what is wrong once somebody has left it. */
export function EvidenceFields({ form, values, onChange }: EvidenceFieldsProps) {
  const styles = useStyles();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const faulty = new Set(faultyFields(form, values).map(({ key }) => key));
  return (
    <fieldset className={styles.root} data-testid={`evidence-${form.id}`}>
      <legend className={styles.legend}>
        <Subtitle2>{form.title}</Subtitle2>
      </legend>
      {form.fields.map((field) => (
        <EvidenceInput
          key={field.key}
          field={field}
          value={values[field.key] ?? ''}
          isFaulty={left.has(field.key) && faulty.has(field.key)}
          onLeave={() => setLeft(new Set([...left, field.key]))}
          onChange={(value) => onChange({ ...values, [field.key]: value })}
        />
      ))}
    </fieldset>
  );
}

type EvidenceInputProps = {
  field: EvidenceField;
  value: string;
  isFaulty: boolean;
  onLeave: () => void;
  onChange: (value: string) => void;
};

function EvidenceInput({ field, value, isFaulty, onLeave, onChange }: EvidenceInputProps) {
  const { kind, label, isRequired } = field;
  return (
    <Field
      label={isRequired ? label : WORDS.optional(label)}
      required={isRequired}
      {...(isFaulty ? { validationState: 'error' as const, validationMessage: WORDS.fault[kind] } : {})}
    >
      {kind === 'text' ? (
        <Textarea
          value={value}
          rows={2}
          resize="vertical"
          maxLength={LONGEST_EVIDENCE}
          onBlur={onLeave}
          onChange={(_, data) => onChange(data.value)}
        />
      ) : (
        <Input
          value={value}
          type={kind === 'date' ? 'date' : 'text'}
          inputMode={kind === 'number' ? 'decimal' : undefined}
          maxLength={LONGEST_EVIDENCE}
          onBlur={onLeave}
          onChange={(_, data) => onChange(data.value)}
        />
      )}
    </Field>
  );
}
