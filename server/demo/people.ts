import { grantOf, type Grant } from '../../src/core/district/role.js';

/** The people of the sample district. Invented names; the sites and offices are those of the sample's ownership. */
export type DemoPerson = { email: string; name: string; who: string; roles: Grant[] };

/** The same for all of them, and only in demo mode, which listens on this computer alone. */
export const DEMO_PASSWORD = 'sitebook';

const principalOf = (...siteCodes: string[]) => grantOf('principal', { siteCodes });

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    email: 'reyes@dayton.example',
    name: 'Maria Reyes',
    who: 'Principal, Dayton High School',
    roles: [principalOf('608')],
  },
  {
    email: 'tran@dayton.example',
    name: 'David Tran',
    who: 'Principal, Dayton Junior High School',
    roles: [principalOf('571')],
  },
  {
    email: 'okafor@dayton.example',
    name: 'Grace Okafor',
    who: 'Principal, Dayton Grade School',
    roles: [principalOf('125')],
  },
  {
    email: 'lindqvist@dayton.example',
    name: 'Erik Lindqvist',
    who: 'Business office: central rows of every site, District Office and Districtwide',
    roles: [
      grantOf('departmentManager', {
        siteCodes: ['001', '000'],
        offices: ['finance', 'facilities', 'transport', 'nutrition', 'special-education', 'technology'],
      }),
    ],
  },
  {
    email: 'ortiz@dayton.example',
    name: 'Julia Ortiz',
    who: 'Finance reviewer',
    roles: [grantOf('reviewer')],
  },
  {
    email: 'chen@dayton.example',
    name: 'Anna Chen',
    who: 'Budget manager',
    roles: [grantOf('reviewer'), grantOf('budgetManager')],
  },
  {
    email: 'whitfield@dayton.example',
    name: 'Samuel Whitfield',
    who: 'Administrator: people and sign-ins',
    roles: [grantOf('administrator')],
  },
];
