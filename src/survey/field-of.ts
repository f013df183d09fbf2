import type { Question } from '../contract/types';

/** Most options of which one is chosen by chips; more open as a menu. */
const CHIPS = 10;

/**
 * How a question is drawn: by a part of the panel, or by the file in `widget/fields` of this name. Two or three points stand
 * side by side; a scale that names only its ends is drawn as numbers.
 */
export function fieldOf(question: Question): string {
  const { type } = question;
  if (type === 'text') return question.size === 'short' ? 'line' : type;
  if (type === 'choice') {
    const { other, order, look, options, multiple } = question;
    const plain = !other && order !== 'shuffled' && !options.some(({ exclusive }) => exclusive);
    return plain && look !== 'menu' && (multiple || look || options.length <= CHIPS) ? type : 'choices';
  }
  if (type !== 'scale') return type;
  const { look, labels, scale } = question;
  if (look === 'stars' || look === 'thumbs') return look;
  const count = scale.max - scale.min + 1;
  return labels.length < count ? 'numbers' : count < 4 ? 'chips' : look;
}
