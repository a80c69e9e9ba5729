// Hours since the start of a run as days and times of Japan.
const HOUR = 3600e3;
const NAME_WIDTH = 46;  // pixels that the name of a day needs
const language = document.documentElement.lang;

// `start`: milliseconds, Japanese time read as if it were UTC; null where the run does not say.
export function calendarOf(start) {
  const at = (hours) => new Date((start ?? 0) + hours * HOUR);
  const weekday = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  const day = (hours) => at(hours).getUTCDate();
  const clock = (hours) => at(Math.round(hours * 60) / 60).toISOString().slice(11, 16);
  const dayName = (hours) =>
    language === "ja" ? `${day(hours)}日(${weekday.format(at(hours))})` : `${weekday.format(at(hours))} ${day(hours)}`;
  // The next midnight, in hours since the start.
  const midnight = (hours) => hours + (24 - (at(hours).getUTCHours() + at(hours).getUTCMinutes() / 60)) % 24;
  return {
    moment: (hours) => `${dayName(hours)} ${clock(hours)}`,

    // An axis with a line at each midnight and the name of the day beside it; with room, noon as well.
    axis(begin, end, width) {
      const perDay = (width / (end - begin)) * 24;
      const splits = [];
      const first = midnight(begin);
      if (((first - begin) / 24) * perDay > (perDay > NAME_WIDTH ? NAME_WIDTH : 20)) splits.push(begin);
      for (let at = first; at < end; at += 24) {
        if (((end - at) / 24) * perDay > 20) splits.push(at);
      }
      const clear = (NAME_WIDTH / perDay) * 24;
      const noons = splits
        .map((at) => midnight(at + 0.01) - 12)
        .filter((at) => perDay > 2 * NAME_WIDTH && at > begin + clear && at < end - clear);
      const names = new Map(splits.map((at) => [at, perDay > NAME_WIDTH ? dayName(at) : String(day(at))]));
      return {
        splits: () => [...splits, ...noons].sort((a, b) => a - b),
        values: (_, all) => all.map((at) => names.get(at) ?? "12:00"),
        align: 1,
        lineAt: splits.filter((at) => at > begin),
      };
    },
  };
}
