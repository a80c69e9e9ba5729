// Page one: what ran, the verdict, and the numbers that matter.
#include "reports/display.h"
#include "reports/headline.h"
#include "reports/html_parts.h"
#include "reports/html_writer.h"
#include "reports/run_calendar.h"
#include "reports/run_json.h"

namespace kazasu::reports {

namespace {

struct Badge {
  std::string_view style;
  std::string_view mark;
  Text word;
};

Badge badge_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kValid:
      return {"good", "✓", Text::kValid};
    case Verdict::kInvalid:
      return {"bad", "✕", Text::kInvalid};
    case Verdict::kInterrupted:
      break;
  }
  return {"warn", "‖", Text::kInterrupted};
}

std::string verdict_of(Page const& page, std::size_t index) {
  auto const& result = page.results[index];
  auto const badge = badge_of(result.verdict);
  auto body = std::string{};
  if (page.compares()) {
    body += styled("p", "key " + colour_of(index), "<i class=\"swatch\"></i>" + page.label(index));
  }
  body += styled(
      "p", "sentence",
      styled("strong", "", page.word(badge.word) + (page.language == Language::kJapanese ? "。" : ". ")) +
          escaped(verdict_sentence(result, page.language)));
  auto reasons = std::string{};
  for (auto const& reason : result.reasons)
    reasons += element("li", "", escaped(reason_text(reason, page.language)));
  if (!reasons.empty()) body += styled("ul", "reasons", reasons);
  if (auto const sentence = thresholds_sentence(result, page.language); !sentence.empty()) {
    auto const missed = headline_of(result).thresholds_missed > 0;
    body += styled("p", missed ? "gate missed" : "gate", escaped(sentence));
  }
  return "<div class=\"verdict " + std::string{badge.style} + "\" data-verdict=\"" +
         std::string{name_of(result.verdict)} + "\"><span class=\"badge\" aria-hidden=\"true\">" +
         std::string{badge.mark} + "</span><div>" + body + "</div></div>\n";
}

struct Quantile {
  std::string_view name;
  double Figures::*value;
};

// A tile with several percentiles of one kind of time.
std::string percentile_tile(Page const& page, Text title, Text note, Figures RunResult::*figures,
                            std::vector<Quantile> const& quantiles) {
  auto content = std::string{};
  for (auto const& quantile : quantiles) {
    auto const readings = for_each_result(page, [figures, &quantile](RunResult const& result) {
      auto const& times = result.*figures;
      return styled("b", "", times.count == 0 ? "–" : escaped(duration_text(times.*quantile.value)));
    });
    content +=
        styled("div", "percentile",
               styled("span", "name", std::string{quantile.name}) + styled("div", "readings", readings));
  }
  return styled("div", "tile wide",
                styled("h3", "", page.word(title) + styled("small", "", page.word(note))) +
                    styled("div", "percentiles", content)) +
         "\n";
}

}  // namespace

std::string header_part(Page const& page) {
  auto const& first = page.results.front();
  auto title = escaped(first.name);
  auto facts = std::vector<std::string>{};
  if (!page.compares()) facts.push_back(page.label(0));
  if (first.claims) {
    auto const month = month_name(first.claims->month, page.language);
    facts.push_back(escaped(text(Text::kClaimsOf, page.language, {month})));
  }
  if (!first.arrival_process.empty()) facts.push_back(escaped(first.arrival_process));
  if (first.duration_s > 0 && !first.claims) facts.push_back(escaped(duration_text(first.duration_s * 1e3)));
  if (first.stations > 0) facts.push_back(page.word(Text::kStations) + " " + count_text(first.stations));
  if (!first.started_at.empty()) facts.push_back(escaped(first.started_at));
  auto line = std::string{};
  for (auto const& fact : facts) line += styled("span", "", fact);
  return "<header>" + styled("p", "brand", "kazasu <span>" + page.word(Text::kReport) + "</span>") +
         styled("h1", "", title) +
         (first.description.empty() ? "" : styled("p", "description", escaped(first.description))) +
         styled("p", "facts", line) + legend_of(page) + "</header>\n";
}

std::string verdict_part(Page const& page) {
  auto out = std::string{};
  for (std::size_t i = 0; i < page.results.size(); ++i) out += verdict_of(page, i);
  return "<section id=\"verdict\" aria-label=\"" + page.word(Text::kVerdict) + "\" class=\"verdicts\">\n" +
         out + "</section>\n";
}

std::string tiles_part(Page const& page) {
  auto const language = page.language;
  auto const note = [language](Text key, std::string const& value) {
    return escaped(text(key, language, {value}));
  };
  auto out = std::string{};
  auto const number_tile = [&](Text title, auto number, auto beside) {
    auto const readings = for_each_result(page, [&](RunResult const& result) {
      return styled("b", "", escaped(number(result))) + styled("small", "", beside(result));
    });
    out += styled("div", "tile", styled("h3", "", page.word(title)) + styled("div", "readings", readings)) +
           "\n";
  };
  number_tile(
      Text::kVisits, [](RunResult const& run) { return count_text(headline_of(run).completed); },
      [&](RunResult const& run) { return note(Text::kOfPlanned, count_text(run.arrivals_planned)); });
  number_tile(
      Text::kRate, [](RunResult const& run) { return rate_text(headline_of(run).achieved_per_s); },
      [&](RunResult const& run) {
        return note(Text::kRateOffered, rate_text(headline_of(run).offered_per_s));
      });
  number_tile(
      Text::kErrors, [](RunResult const& run) { return percent_text(headline_of(run).error_share); },
      [&](RunResult const& run) { return note(Text::kErrorsCount, count_text(headline_of(run).errors)); });
  number_tile(
      Text::kWorstLag, [](RunResult const& run) { return duration_text(run.lag.max_ms); },
      [](RunResult const& run) { return escaped("p99 " + duration_text(run.lag.p99_ms)); });
  out += percentile_tile(page, Text::kResponse, Text::kResponseNote, &RunResult::response,
                         {{"p50", &Figures::p50_ms}, {"p95", &Figures::p95_ms}, {"p99", &Figures::p99_ms}});
  out += percentile_tile(page, Text::kCriticalPath, Text::kCriticalPathNote, &RunResult::critical_path,
                         {{"p50", &Figures::p50_ms}, {"p99", &Figures::p99_ms}});
  return "<section id=\"headline\" class=\"tiles\" aria-label=\"" + page.word(Text::kResult) + "\">\n" + out +
         "</section>\n";
}

}  // namespace kazasu::reports
