/** What is wrong in a survey file, and where. */
export interface Problem {
  path: string;
  /** What must be changed. */
  message: string;
  /** It may be meant so: said, and no reason to fail. */
  mild?: boolean;
}
