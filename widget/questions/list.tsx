import { h } from 'preact';
import type { ScaleQuestion } from '../../src/contract/types';
import type { Panel } from '../view';
import { Group, Point } from './group';

/** A labelled list, one row a point. */
export const ListField = ({ panel, question }: { panel: Panel; question: ScaleQuestion }) => (
  <Group panel={panel} question={question} look="list">
    {question.labels.map((label, at) => (
      <Point panel={panel} question={question} value={question.scale.min + at} label={label} />
    ))}
  </Group>
);
