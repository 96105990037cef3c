import { ABBREVIATIONS_EN } from './abbreviations-en.js';
import { GRADE_WORDS_EN, LEVELS_EN } from './levels-en.js';
import { PROGRAM_ROWS_EN } from './program-words-en.js';
import type { SynonymEntry, SynonymSet } from './synonyms.js';

/**
 * One row an entry: the words people use, then what titles call it, nearest first. Titles are those of the federal
 * handbook (Financial Accounting for Local and State School Systems), California's SACS, Texas' FASRG and Oregon's
 * program budget manual, so that one list serves charts of any state.
 */
export type SynonymRow = readonly [words: string, ...titles: string[]];

const SUPPLIES = 'supplies, materials and supplies, consumable supplies, instructional materials';
const SMALL_EQUIPMENT =
  'non-consumable items, noncapitalized equipment, minor equipment, equipment under, non consumable supplies';
const EQUIPMENT = 'new equipment, replacement equipment, equipment, capital outlay';
const SERVICES = 'professional services, consulting services, contracted services, purchased services';
const TRAVEL = 'travel, travel and conferences, conferences';

/** What money is spent on. */
const OBJECT_ROWS: readonly SynonymRow[] = [
  // Things
  [
    'book, textbook, text book, schoolbook, workbook, novel, reader',
    'textbook, textbooks and curricula',
    'library books, reading materials, books and other reference',
    SUPPLIES,
  ],
  [
    'curriculum, curriculum adoption, adoption, instructional materials, course materials',
    'textbook, curricula, curriculum',
    'instructional materials, software',
    SUPPLIES,
  ],
  [
    'library book, picture book, media center book',
    'library books, books and media, other reference',
    'reading materials',
  ],
  [
    'magazine, subscription, newspaper, journal',
    'periodicals, reading materials, magazines',
    'dues, library books, software',
  ],
  [
    'supply, material, classroom supplies, school supplies, stationery, pencil, crayon, glue, scissors, folder, binder, notebook, paint, marker',
    SUPPLIES,
  ],
  [
    'paper, copier paper, copy paper, printer paper, toner, printer toner, ink, cartridge, printer ink, copy machine paper',
    SUPPLIES,
    'printing',
  ],
  ['office supplies, staples, envelope', SUPPLIES],
  ['chemical, lab supplies, glassware, dissection, microscope slides, beaker', SUPPLIES],
  [
    'cleaning supplies, custodial supplies, janitorial supplies, soap, mop, toilet paper, paper towels, trash bags',
    SUPPLIES,
  ],
  [
    'uniform, jersey, sports equipment, ball, helmet, pads, athletic supplies',
    SUPPLIES,
    SMALL_EQUIPMENT,
    EQUIPMENT,
  ],
  [
    'laptop, chromebook, tablet, ipad, computer, desktop, pc, printer, monitor, device, projector, document camera, smartboard, hardware',
    'computer hardware, technology equipment, computer equipment, technology hardware',
    SMALL_EQUIPMENT,
    EQUIPMENT,
  ],
  [
    'software, app, license, licence, subscription software, online program, saas, site license',
    'software, computer software',
    'instructional materials, technology',
  ],
  [
    'furniture, desk, chair, table, bookshelf, whiteboard, cabinet, couch',
    'furniture',
    SMALL_EQUIPMENT,
    EQUIPMENT,
  ],
  ['equipment, machine, kiln, appliance', EQUIPMENT, SMALL_EQUIPMENT],
  ['instrument, musical instrument, band instrument, trumpet', EQUIPMENT, SMALL_EQUIPMENT, SUPPLIES],
  ['vehicle, van, car, truck, school bus purchase', 'vehicles, transportation equipment', EQUIPMENT],
  ['snack, meal, food, groceries, lunch, breakfast, milk, refreshments', 'food', SUPPLIES],
  // Services
  [
    'copier, photocopier, copy machine, copier lease, xerox, risograph',
    'copier',
    'rentals, leases, printing, duplicating',
  ],
  ['rental, rent, lease', 'rentals, leases, lease'],
  [
    'repair, fix, maintenance contract, service contract, refurbish',
    'repair, maintenance and repair, repairs',
  ],
  ['printing, print shop, flyer, brochure, yearbook, diploma', 'printing, duplicating'],
  ['postage, stamp, mail, mailing, shipping', 'postage', 'communications'],
  ['phone, telephone, cell phone, cellphone, mobile', 'telephone', 'communications'],
  [
    'internet, wifi, broadband, network',
    'internet',
    'communication, communications',
    'technology services, data processing, e-rate',
  ],
  ['advertising, advertisement, ad, job posting, recruitment', 'advertising', 'communications'],
  [
    'electricity, electric, power, light bill, electric bill',
    'electricity, electric',
    'utilities, operations and housekeeping',
  ],
  [
    'heating, heat, natural gas, propane, heating oil, gas bill',
    'natural gas, heating, fuel',
    'utilities, operations and housekeeping',
  ],
  ['fuel, diesel, gasoline, gas', 'fuel, fuels, gasoline', 'utilities'],
  ['water, sewer, sewage, water bill', 'water, sewage, sewer', 'utilities, operations and housekeeping'],
  [
    'garbage, trash, recycling, waste, dumpster, refuse',
    'garbage, refuse, disposal',
    'utilities, operations and housekeeping',
  ],
  ['utility', 'utilities, electricity, fuel, water and sewage, garbage'],
  [
    'field trip, excursion, trip bus, charter bus, bus for game, team bus, bus rental',
    'student transportation non-reimbursable, field trip',
    'student transportation, pupil transportation, transportation',
    TRAVEL,
  ],
  [
    'travel, mileage, hotel, airfare, lodging, per diem, registration, conference, conference fee, convention',
    TRAVEL,
    'professional development',
  ],
  [
    'training, workshop, staff development, professional development, pd, professional learning, inservice, in service, staff training',
    'professional development, staff development',
    'instructional services, improvement instruction, instructional supervision',
    TRAVEL,
  ],
  [
    'consultant, contractor, contracted service, contracted services, speaker, guest speaker, presenter, assembly',
    SERVICES,
    'other instructional services, instructional and professional services',
  ],
  ['referee, official, umpire, officials', 'other professional services, officials', SERVICES],
  ['game worker, ticket taker, scorekeeper, game duty, gate', 'game duty', 'stipends, extra duty'],
  ['lawyer, attorney, legal, legal fees', 'legal services'],
  ['audit, auditor, cpa', 'audit services, audit'],
  ['architect, engineer', 'architects and engineers, architect'],
  [
    'membership, dues, fee, entry fee, tournament fee, league dues, registration fee, license fee',
    'dues and fees, dues and memberships, dues',
  ],
  ['insurance, liability, property insurance, liability insurance', 'insurance, liability insurance'],
  ['tuition, outplacement, out of district placement', 'tuition'],
  // People
  ['salary, wage, pay, payroll, compensation', 'salaries, wages, salary'],
  [
    'teacher, teachers, teaching staff, faculty, certificated, certified, licensed, classroom teacher, specialist, teacher salary, fte teacher',
    'licensed salaries, certificated teachers, teachers and other professional, teacher salaries',
    'certificated, licensed',
  ],
  [
    'aide, assistant, paraprofessional, para, paraeducator, teaching assistant, teachers aide, teacher aide, instructional assistant, instructional aide, educational assistant, ea, ia, ta',
    'classified instructional, instructional aides, paraprofessional',
    'classified salaries, support personnel',
  ],
  [
    'classified, support staff, noncertified, hourly, clerical, secretary, office staff, office manager, clerk, registrar, attendance clerk, receptionist, noon monitor, yard duty, lunch monitor, crossing guard, playground supervisor',
    'clerical',
    'classified salaries, support personnel, classified support',
  ],
  [
    'custodian, janitor, cleaner, groundskeeper, maintenance worker',
    'classified salaries, support personnel, classified support',
  ],
  [
    'bus driver, driver',
    'classified salaries, support personnel, classified support',
    'student transportation, pupil transportation',
  ],
  [
    'cook, cafeteria worker, lunch lady',
    'classified salaries, support personnel, classified support',
    'food service, food services',
  ],
  [
    'administrator, principal salary, vice principal, assistant principal, ap salary, dean',
    'administrators salaries, administrators',
    'school administration, school leadership, office principal',
  ],
  ['manager, supervisor, confidential, director salary', 'managers, supervisors, confidential'],
  [
    'substitute, sub, subs, guest teacher, substitute teacher, sub teacher, teacher sub, substitute pay, sub pay, relief teacher, substitute cost',
    'substitutes, substitute teachers, substitute',
    'other certificated salaries, licensed salaries',
  ],
  [
    'coach, coach pay, coach stipend, coaching stipend, coaches pay',
    'coaching pay, coaching',
    'stipends, extra duty, additional salary, other classified salaries',
  ],
  [
    'stipend, extra duty, extra duty pay, extended contract, department head, advisor, club advisor',
    'stipends, extra duty',
    'additional salary, premium pay, coaching pay',
  ],
  [
    'overtime, extra hours, extra pay, additional pay',
    'additional salary, premium pay, overtime',
    'stipends',
  ],
  ['tutor, after school tutor', 'tutoring pay', 'additional salary, stipends, extra duty'],
  ['benefit, fringe, employee benefits', 'benefits, employee benefits, contractual employee benefits'],
  [
    'health insurance, medical, dental, vision, medical insurance',
    'medical dental vision, health and welfare, group health',
  ],
  [
    'pension, retirement, pers, strs, trs, retirement contribution',
    'pers, retirement system, retirement, retirement contribution',
  ],
  ['fica, social security, oasdi, medicare, payroll tax', 'social security, oasdi, medicare'],
  ['workers comp, workers compensation, workmans comp, saif', 'workers compensation'],
  ['unemployment, unemployment insurance', 'unemployment'],
  ['paid leave, family leave, pfmli, maternity leave', 'paid family leave, paid leave'],
];

/** Splits rows into entries: commas between words, one string a tier. */
function entriesOf(rows: readonly SynonymRow[]): SynonymEntry[] {
  const list = (text: string) => text.split(',').map((part) => part.trim());
  return rows.map(([words, ...titles]) => ({ words: list(words), titles: titles.map((tier) => list(tier)) }));
}

/** English as spoken in schools of the United States. */
export const SYNONYMS_EN: SynonymSet = {
  stopWords:
    'a an and any as at bill by buy for from get i in is it me my need new of on or our please purchase some the to want we with you your account string code line money'.split(
      ' ',
    ),
  abbreviations: ABBREVIATIONS_EN,
  gradeWords: GRADE_WORDS_EN,
  levels: LEVELS_EN,
  entries: entriesOf([...OBJECT_ROWS, ...PROGRAM_ROWS_EN]),
  codes: [],
};
