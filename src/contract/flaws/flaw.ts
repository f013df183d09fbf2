/** What is wrong inside a survey whose parts are each as they should be, and where. */
export interface Flaw {
  path: (string | number)[];
  /** What must be changed. */
  message: string;
}
