/** How the widget asks in one language: the same words as in its own locales, which a test compares. */
export interface Words {
  cesStem: string;
  cesStatement: string;
  agreement: string[];
  askCsat: string;
  satisfied: string[];
  askNps: string;
  likely: string[];
  askSuccess: string;
  yesPartlyNo: string[];
  askEmotion: string;
  feeling: string[];
  askHelpful: string;
  askCategory: string;
  categories: string[];
  whatDifficult: string;
  whatWrong: string;
  whatBetter: string;
  whatWell: string;
  whyScore: string;
  whatMissing: string;
}
