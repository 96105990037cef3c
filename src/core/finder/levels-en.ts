import type { GradeWords, SchoolLevel } from './synonyms.js';

/** How grades are said in the United States; 0 is kindergarten. */
export const GRADE_WORDS_EN: GradeWords = {
  grade: ['grade', 'grader', 'gr', 'grades', 'graders'],
  ordinalEndings: ['st', 'nd', 'rd', 'th'],
  ordinals: {
    first: 1,
    second: 2,
    third: 3,
    fourth: 4,
    fifth: 5,
    sixth: 6,
    seventh: 7,
    eighth: 8,
    ninth: 9,
    tenth: 10,
    eleventh: 11,
    twelfth: 12,
  },
  names: {
    preschool: -1,
    prek: -1,
    prekindergarten: -1,
    pk: -1,
    tk: 0,
    k: 0,
    kg: 0,
    kinder: 0,
    kindergarten: 0,
    kindergartner: 0,
    freshman: 9,
    freshmen: 9,
    sophomore: 10,
  },
};

/** School levels. Where sixth and ninth grade are taught differs from district to district. */
export const LEVELS_EN: SchoolLevel[] = [
  {
    words: ['preschool', 'early childhood', 'pre k', 'prekindergarten'],
    grades: [-1],
    borderGrades: [],
    titles: ['preschool', 'pre k', 'prekindergarten', 'pre kindergarten', 'early childhood', 'head start'],
    except: [],
  },
  {
    words: [
      'elementary',
      'elementary school',
      'grade school',
      'primary school',
      'primary',
      'elem',
      'gs',
      'es',
    ],
    grades: [0, 1, 2, 3, 4, 5],
    borderGrades: [-1, 6],
    titles: ['elementary', 'grade school', 'primary school', 'primary', 'kindergarten'],
    except: [],
  },
  {
    words: [
      'middle school',
      'middle',
      'junior high',
      'junior high school',
      'jr high',
      'intermediate school',
      'jh',
      'ms',
    ],
    grades: [6, 7, 8],
    borderGrades: [9],
    titles: ['middle school', 'middle', 'junior high', 'jr high', 'intermediate school'],
    except: [],
  },
  {
    words: ['high school', 'senior high', 'secondary school', 'hs'],
    grades: [9, 10, 11, 12],
    borderGrades: [],
    titles: ['high school', 'senior high', 'secondary'],
    except: ['junior high', 'jr high', 'middle'],
  },
];
