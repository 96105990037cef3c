/**
 * What money is spent for: subjects, sports, programs and offices. Each row: the words people use, then what titles
 * call it, nearest first, as in `synonyms-en.ts`.
 */
export const PROGRAM_ROWS_EN: readonly (readonly [words: string, ...titles: string[]])[] = [
  // Subjects
  [
    'math, maths, mathematics, algebra, geometry, calculus, statistics, trigonometry, precalculus',
    'math, mathematics, algebra',
  ],
  ['science, biology, chemistry, physics, earth science, life science, lab, stem', 'science'],
  [
    'english, language arts, ela, reading, writing, literature, literacy',
    'language arts, english, reading',
    'literacy',
  ],
  [
    'social studies, history, geography, civics, government class, economics class',
    'social studies, history',
  ],
  ['art, art class, ceramics, drawing, painting, visual arts', '=art, visual arts'],
  ['music, band, choir, orchestra, chorus', 'music, band, orchestra, choir'],
  ['pe, physical education, gym, gym class', 'physical education, pe'],
  ['health class, health education, health', 'health'],
  [
    'spanish, french, foreign language, world language, second language',
    'second language, world language, foreign language, spanish',
  ],
  [
    'cooking, culinary, home economics, family consumer science',
    'culinary, home economics, family and consumer',
  ],
  ['agriculture, ag, ffa, natural resources, greenhouse', 'natural resources, agriculture, ffa'],
  ['business class, marketing, business education', 'business and management, business education'],
  ['drama, theater, theatre, play', 'drama, theater', 'extracurricular, co curricular, cocurricular'],
  // Sports and activities
  [
    'sport, athletic, athletics, team, game',
    'athletics, athletic, athletic director',
    'extracurricular, co curricular, cocurricular',
  ],
  ['athletic director, ad', 'athletic director', 'athletics'],
  ['football', 'football', 'athletics, athletic'],
  ['volleyball', 'volleyball', 'athletics, athletic'],
  ['basketball, boys basketball, girls basketball', 'basketball', 'athletics, athletic'],
  ['soccer', 'soccer', 'athletics, athletic'],
  ['baseball', 'baseball', 'athletics, athletic'],
  ['softball', 'softball', 'athletics, athletic'],
  ['wrestling', 'wrestling', 'athletics, athletic'],
  ['track, track and field', 'track', 'athletics, athletic'],
  ['cross country', 'cross country', 'athletics, athletic'],
  ['cheer, cheerleading, cheerleader, rally, dance team', 'rally, cheer', 'athletics, athletic'],
  [
    'club, activity, extracurricular, after school activity, asb, student council, student body',
    'extracurricular, co curricular, cocurricular, student body',
    'athletics',
  ],
  ['outdoor school, sixth grade camp', 'outdoor school'],
  // Programs
  [
    'special education, special ed, sped, iep, disability, disabilities, special needs, life skills, sdc, exceptional children, ese',
    'special education, disabilities, exceptional',
  ],
  [
    'resource room, learning center, resource specialist, rsp',
    'resource room, resource specialist',
    'special education',
  ],
  ['speech, slp, speech therapist, speech pathologist, speech language', 'speech'],
  ['psychologist, school psychologist, psych', 'psychology, psychological'],
  [
    'occupational therapy, ot, physical therapy, therapist',
    'occupational therapy, student treatment, therapy',
    'health services, special education',
  ],
  [
    'ell, esl, el, eld, english learner, english learners, english language learner, emergent bilingual, multilingual learner, lep, newcomer',
    'language learners, second language english, bilingual, english learners, english language development',
    'title iii',
  ],
  ['bilingual, dual language', 'bilingual, dual language', 'language learners, english learners'],
  ['interpreter, translation, translator', 'interpret, translation, interpreter'],
  ['title i, title 1, title one, title ia, title 1a, title i a', 'title i, title ia'],
  ['title ii, title 2, title two, title iia, title 2a', 'title ii, title iia'],
  ['title iii, title 3, title three', 'title iii'],
  ['title iv, title 4, title four', 'title iv'],
  ['migrant, migrant education', 'migrant'],
  ['homeless, mckinney vento', 'homeless'],
  [
    'cte, career technical, career tech, career and technical education, vocational, voc ed, perkins, shop class, trades',
    'career technical, career and technical, vocational, career pathways, perkins, cte',
  ],
  ['tag, gate, gt, gifted, talented and gifted', 'talented and gifted, gifted and talented, gifted'],
  ['alternative school, alt ed, continuation, alternative education', 'alternative, continuation, hs alt'],
  ['summer school, summer, summer program, summer learning', 'summer'],
  ['esy, extended school year', 'extended school year', 'special education'],
  ['teen parent', 'teen parent'],
  ['avid', 'avid', 'improvement instruction'],
  [
    'before school, after school, after school program, extended day',
    'after school, extended learning, extended day',
    'summer',
  ],
  // Offices and services
  [
    'secretary, office manager, registrar, attendance clerk, receptionist',
    'office principal, school administration, school leadership',
  ],
  ['referee, umpire, coach', 'extracurricular, athletics, co curricular, cocurricular'],
  ['counselor, counseling, counsellor, guidance', 'counseling, guidance'],
  ['social worker, social work', 'social work', 'student support services'],
  ['nurse, school nurse, health room, first aid, bandaids', 'health services', 'health'],
  [
    'sro, school resource officer, security, police, campus monitor, security guard, safety officer',
    '=security, security and monitoring, school security, security services',
    'student support services, other professional services, professional services',
  ],
  [
    'librarian, library, media center, media specialist',
    'library media, library, instructional resources and media',
  ],
  ['audio visual, av', 'multimedia, media'],
  [
    'principal, front office, school office, main office, school administration, office',
    'office principal, school administration, school leadership, principals office',
  ],
  ['superintendent, district office', 'office superintendent, superintendent, general administration'],
  ['school board, board, board of education, trustees', 'board of education, board'],
  ['business office, finance, accounting, fiscal', 'fiscal, business services, fiscal services'],
  ['hr, human resources, personnel, staffing', 'staff services, human resources, personnel'],
  ['technology, tech support, computer lab', 'technology services, technology, data processing'],
  [
    'custodian, custodial, janitor, janitorial, cleaning, building, facilities',
    'buildings, operations, plant maintenance, facilities maintenance',
    'plant management',
  ],
  [
    'maintenance, hvac, plumbing, boiler, roof',
    'buildings, maintenance, plant maintenance',
    'plant management, building improvement',
  ],
  [
    'grounds, landscaping, mowing, lawn, groundskeeper, field maintenance',
    'grounds',
    'maintenance, buildings',
  ],
  [
    'bus, busing, school bus, transportation, bus route, bus driver',
    'student transportation, pupil transportation, transportation',
  ],
  [
    'cafeteria, food service, school lunch, lunch program, kitchen, nutrition, child nutrition, cook',
    'food service, food services, child nutrition, cafeteria',
  ],
  [
    'construction, remodel, building project',
    'building acquisition, building improvement, facilities acquisition, improvements other than buildings',
    'buildings',
  ],
  ['bond, debt, debt service, loan', 'debt, debt service, bond'],
];
