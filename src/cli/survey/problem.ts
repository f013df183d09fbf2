/** What is wrong in a survey file, and where. */
export interface Problem {
  path: string;
  /** What must be changed. */
  message: string;
}
