import type { QuestionWords } from './en-questions';

/** Korean for what `en-questions.ts` says: a file of its own, since the one-file builds have it in `earshot.surveys.js`. */
export const questions: QuestionWords = {
  nextButton: '다음',
  backButton: '이전',
  progressName: '진행 상황',
  helpTitle: '바로 도움이 될 수 있는 내용',
  helloName: '{name}님, 안녕하세요',
  tabSorry: '지금은 열 수 없습니다. 다시 시도',
  mustAnswer: '필수',

  chooseOne: '하나를 선택하세요',
  chooseSeveral: '해당하는 것을 모두 선택하세요',
  otherOption: '기타',
  otherLabel: '어떤 것인가요?',
  starsName: '별 {stars}개',

  badNumber: '숫자를 입력하세요.',
  wholeNumber: '소수점 없는 숫자를 입력하세요.',
  numberStep: '{step} 단위로 입력하세요.',
  numberFrom: '{min} 이상의 숫자를 입력하세요.',
  numberTo: '{max} 이하의 숫자를 입력하세요.',
  numberBetween: '{min}부터 {max}까지의 숫자를 입력하세요.',
  badDate: '연, 월, 일을 모두 입력하세요.',
  dateFrom: '{min} 또는 그 이후의 날짜를 선택하세요.',
  dateTo: '{max} 또는 그 이전의 날짜를 선택하세요.',
  dateBetween: '{min}부터 {max}까지의 날짜를 선택하세요.',

  rankHint: '버튼을 누르거나 끌어서 순서를 정하세요. 가장 중요한 것이 맨 위입니다.',
  moveUp: '위로 이동: {item}',
  moveDown: '아래로 이동: {item}',
  rankMoved: '{item}: 전체 {places}개 중 {place}번째',
  rankKeep: '이 순서가 맞습니다',

  rowsMissing: '모든 항목에 답해 주세요.',
  mustAgree: '계속하려면 이 항목에 표시하세요.',
  nameLabel: '이름',
  badAddress: '올바른 이메일 주소를 입력하세요. 예: name@example.com',

  addFile: '파일 추가',
  filesAtMost: '파일은 최대 {files}개, 하나에 {size}까지 추가할 수 있습니다.',
  removeFile: '{name} 빼기',
  fileTooLarge: '{name}: 크기가 {size}보다 큽니다.',
  fileKind: '{name}: 여기에 추가할 수 없는 종류의 파일입니다.',
  fileEmpty: '{name}: 빈 파일입니다.',
  fileUnread: '{name}: 파일을 읽을 수 없습니다.',
  fileTooMany: '{name}: 추가하지 못했습니다. 보낼 수 있는 파일 수가 이미 찼습니다.',
  fileNotKept: '적으신 내용은 저장했지만 {name} 파일은 함께 저장하지 못했습니다.',
};
