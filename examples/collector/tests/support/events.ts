/** One server-sent event as it came. */
export interface Came {
  event: string;
  data: string;
  id?: string;
}

/** Reads an answer of server-sent events, one after the other. */
export const eventsOf = (response: Response) => {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    /** The next event, comments left out; undefined when the answer is over. */
    async next(): Promise<Came | undefined> {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const lines = text.slice(0, end).split('\n');
          text = text.slice(end + 2);
          const of = (field: string) => lines.find((line) => line.startsWith(`${field}: `))?.slice(field.length + 2);
          const [event, data, id] = ['event', 'data', 'id'].map(of);
          if (event !== undefined) return { event, data: data ?? '', ...(id !== undefined && { id }) };
          continue;
        }
        const { done, value } = await reader.read();
        if (done) return undefined;
        text += value;
      }
    },
    close: () => reader.cancel(),
  };
};
