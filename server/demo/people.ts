import type { Person } from '../../src/contract/sign-in.js';

/** The people of the sample district. Invented names; the sites and offices are those of the sample's ownership. */
export type DemoPerson = { email: string; name: string; who: string; roles: Person['roles'] };

/** The same for all of them, and only in demo mode, which listens on this computer alone. */
export const DEMO_PASSWORD = 'sitebook';

const principalOf = (...siteCodes: string[]): Person['roles'][number] => ({
  role: 'principal',
  siteCodes,
  offices: [],
});

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
      principalOf('001', '000'),
      {
        role: 'office',
        siteCodes: [],
        offices: ['finance', 'facilities', 'transport', 'nutrition', 'special-education', 'technology'],
      },
    ],
  },
  {
    email: 'ortiz@dayton.example',
    name: 'Julia Ortiz',
    who: 'Finance reviewer',
    roles: [{ role: 'reviewer', siteCodes: [], offices: [] }],
  },
  {
    email: 'chen@dayton.example',
    name: 'Anna Chen',
    who: 'Budget manager',
    roles: [
      { role: 'reviewer', siteCodes: [], offices: [] },
      { role: 'budgetManager', siteCodes: [], offices: [] },
    ],
  },
];
