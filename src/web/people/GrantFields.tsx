import { Button, Dropdown, Field, makeStyles, Option, Select, tokens } from '@fluentui/react-components';
import type { ReplyOf } from '../../contract/endpoint.js';
import type { getGrantChoices } from '../../contract/people.js';
import { grantOf, Role, type Grant } from '../../core/district/role.js';
import { PEOPLE as WORDS } from '../../ui/messages/people.js';

export type Choices = ReplyOf<typeof getGrantChoices>;

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalM },
  grant: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  start: { justifySelf: 'start' },
  // Fluent's own minimum is wider than a pane leaves.
  many: { minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Roles that are about the whole district, whatever sites are written beside them. */
const DISTRICT_WIDE: readonly Role[] = ['budgetManager', 'auditor', 'administrator'];
const OF_SOURCES: readonly Role[] = ['reviewer', 'federalPrograms'];

export type GrantFieldsProps = {
  grants: readonly Grant[];
  choices: Choices;
  onChange: (grants: Grant[]) => void;
};

/** The roles of somebody, each with the sites, offices and funding sources that it is limited to. */
export function GrantFields({ grants, choices, onChange }: GrantFieldsProps) {
  const styles = useStyles();
  const replace = (at: number, next: Grant) => onChange(grants.map((one, n) => (n === at ? next : one)));
  return (
    <div className={styles.root} role="group" aria-label={WORDS.roles}>
      {grants.length === 0 && <span className={styles.quiet}>{WORDS.noRoles}</span>}
      {grants.map((grant, at) => (
        // Roles have no names of their own: their place is what tells them apart.
        <div key={at} className={styles.grant} data-testid="grant">
          <GrantRow grant={grant} choices={choices} onChange={(next) => replace(at, next)} />
          <Button
            size="small"
            className={styles.start}
            onClick={() => onChange(grants.filter((_, n) => n !== at))}
          >
            {WORDS.removeRole(WORDS.roleNames[grant.role])}
          </Button>
        </div>
      ))}
      <Button
        size="small"
        className={styles.start}
        onClick={() => onChange([...grants, grantOf('principal')])}
      >
        {WORDS.addRole}
      </Button>
    </div>
  );
}

type GrantRowProps = { grant: Grant; choices: Choices; onChange: (grant: Grant) => void };

function GrantRow({ grant, choices, onChange }: GrantRowProps) {
  const { role, siteCodes, offices, fundingSources } = grant;
  const isOfSites = !DISTRICT_WIDE.includes(role);
  return (
    <>
      <Field label={WORDS.role}>
        <Select
          value={role}
          onChange={(_, { value }) =>
            onChange(grantOf(Role.parse(value), limitsOf(Role.parse(value), grant)))
          }
        >
          {Role.options.map((one) => (
            <option key={one} value={one}>
              {WORDS.roleNames[one]}
            </option>
          ))}
        </Select>
      </Field>
      {isOfSites && (
        <Many
          label={WORDS.sites}
          none={role === 'departmentManager' ? WORDS.noSite : WORDS.everySite}
          choices={choices.sites}
          chosen={siteCodes}
          onChange={(next) => onChange({ ...grant, siteCodes: next })}
        />
      )}
      {role === 'departmentManager' && (
        <Many
          label={WORDS.offices}
          none={WORDS.noOffice}
          choices={choices.offices}
          chosen={offices}
          onChange={(next) => onChange({ ...grant, offices: next })}
        />
      )}
      {OF_SOURCES.includes(role) && (
        <Many
          label={WORDS.sources}
          none={WORDS.everySource}
          choices={choices.fundingSources}
          chosen={fundingSources}
          onChange={(next) => onChange({ ...grant, fundingSources: next })}
        />
      )}
    </>
  );
}

/** What of a grant's limits another role can have as well. */
function limitsOf(role: Role, { siteCodes, offices, fundingSources }: Grant): Partial<Grant> {
  return {
    siteCodes: DISTRICT_WIDE.includes(role) ? [] : siteCodes,
    offices: role === 'departmentManager' ? offices : [],
    fundingSources: OF_SOURCES.includes(role) ? fundingSources : [],
  };
}

type ManyProps = {
  label: string;
  /** What it means when nothing is chosen. */
  none: string;
  choices: readonly { code: string; title: string }[];
  chosen: string[];
  onChange: (codes: string[]) => void;
};

function Many({ label, none, choices, chosen, onChange }: ManyProps) {
  const styles = useStyles();
  // What is no choice of this year stays until somebody takes it away.
  const gone = chosen.filter((code) => !choices.some((one) => one.code === code));
  const all = [...choices, ...gone.map((code) => ({ code, title: code }))];
  const names = all.filter(({ code }) => chosen.includes(code)).map(({ title }) => title);
  return (
    <Field label={label} {...(names.length > 1 ? { hint: names.join(' · ') } : {})}>
      <Dropdown
        multiselect
        className={styles.many}
        placeholder={none}
        value={names.length > 1 ? WORDS.chosen(names.length) : (names[0] ?? '')}
        selectedOptions={chosen}
        onOptionSelect={(_, { selectedOptions }) => onChange(selectedOptions)}
      >
        {all.map(({ code, title }) => (
          <Option key={code} value={code} text={`${code} ${title}`}>
            {`${code} ${title}`}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
