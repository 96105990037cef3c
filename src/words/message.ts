/** The parameters of a problem, as its sentence takes them. */
export type Params = {
  text: (name: string) => string;
  money: (name: string) => string;
  fte: (name: string) => string;
  number: (name: string) => number;
  has: (name: string) => boolean;
};

/** What a problem says, and what to do about it. */
export type Message = { sentence: (p: Params) => string; whatToDo: (p: Params) => string };

/** The same with its figures filled in. */
export type ProblemText = { sentence: string; whatToDo: string };
