import { Checkbox, Field, Input, Link, makeStyles, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addDelegation } from '../../contract/delegations.js';
import type { Role } from '../../core/district/role.js';
import { ACCOUNT } from '../../ui/messages/account.js';
import { PEOPLE } from '../../ui/messages/people.js';
import { useServices } from '../../ui/services/services.js';
import { SubmitForm } from '../../ui/sign-in/SubmitForm.js';
import { bodyOfDraft, dateHere, faultsOfDraft, type HandOverDraft } from './hand-over-draft.js';

const WORDS = ACCOUNT.standIns;

const useStyles = makeStyles({
  root: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  days: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))',
    alignItems: 'start',
    gap: tokens.spacingHorizontalM,
  },
  roles: { display: 'grid' },
  start: { justifySelf: 'start' },
});

/** To whom, from when until when, and which of several roles. */
export function HandOverForm({ roles: all, onClose }: { roles: readonly Role[]; onClose: () => void }) {
  const styles = useStyles();
  const { api, now } = useServices();
  const queries = useQueryClient();
  const today = dateHere(now());
  const [draft, setDraft] = useState<HandOverDraft>({
    toEmail: '',
    startsOn: today,
    endsOn: '',
    roles: [...all],
  });
  const [isChecked, setChecked] = useState(false);
  // The same until it has arrived: what is sent twice is handed over once.
  const [id] = useState(() => crypto.randomUUID());
  const saving = useMutation({
    networkMode: 'always',
    mutationFn: () => api.call(addDelegation, { params: {}, body: bodyOfDraft(id, draft, all) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['delegations'] });
      onClose();
    },
  });
  const put = (part: Partial<HandOverDraft>) => setDraft({ ...draft, ...part });
  const faults = isChecked ? faultsOfDraft(draft) : {};
  const messageOf = (field: keyof HandOverDraft) =>
    faults[field] === undefined ? {} : { validationMessage: faults[field] };
  const save = () => {
    setChecked(true);
    if (Object.keys(faultsOfDraft(draft)).length === 0) saving.mutate();
  };
  return (
    <div className={styles.root} data-testid="hand-over">
      <SubmitForm
        words={{ send: WORDS.save, sending: WORDS.saving }}
        state={saving}
        context="changing"
        onSubmit={save}
      >
        <Field label={WORDS.to} {...messageOf('toEmail')}>
          <Input
            type="email"
            autoComplete="off"
            value={draft.toEmail}
            maxLength={200}
            onChange={(_, { value }) => put({ toEmail: value })}
          />
        </Field>
        <div className={styles.days}>
          {(['startsOn', 'endsOn'] as const).map((field) => (
            <Field key={field} label={field === 'startsOn' ? WORDS.from : WORDS.until} {...messageOf(field)}>
              <Input
                type="date"
                min={field === 'startsOn' ? today : draft.startsOn}
                value={draft[field]}
                onChange={(_, { value }) => put({ [field]: value })}
              />
            </Field>
          ))}
        </div>
        {all.length > 1 && (
          <Field label={WORDS.roles} {...messageOf('roles')}>
            <div role="group" aria-label={WORDS.roles} className={styles.roles}>
              {all.map((role) => (
                <Checkbox
                  key={role}
                  label={PEOPLE.roleNames[role]}
                  checked={draft.roles.includes(role)}
                  onChange={(_, { checked }) =>
                    put({ roles: all.filter((one) => (one === role ? checked : draft.roles.includes(one))) })
                  }
                />
              ))}
            </div>
          </Field>
        )}
      </SubmitForm>
      <Link as="button" className={styles.start} onClick={onClose}>
        {WORDS.cancel}
      </Link>
    </div>
  );
}
