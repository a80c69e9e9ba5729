// The picture of a month of claims: what was to come and what was done, the requests at the window, and its
// queues, on one axis of days; and the same as sentences and by the hour.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cmath>

#include "reports/claims_reading.h"
#include "reports/claims_story.h"
#include "reports/display.h"
#include "reports/html_cells.h"
#include "reports/html_chart_row.h"
#include "reports/html_claims.h"
#include "reports/names.h"
#include "reports/run_calendar.h"

namespace kazasu::reports {

namespace json = boost::json;

namespace {

// Numbered, since one thing leads to the next.
std::string story_of(Page const& page, std::size_t index) {
  auto items = std::string{};
  for (auto const& sentence : claims_story(page.results[index], page.language)) {
    items += element("li", "", escaped(sentence));
  }
  auto const name =
      page.compares() ? styled("p", "key " + colour_of(index), "<i class=\"swatch\"></i>" + page.label(index))
                      : "";
  return styled("div", "column", name + styled("ol", "story", items));
}

std::string marks_legend(Page const& page) {
  return styled("p", "legend marks",
                field_key("fault", page.word(Text::kFaultKey)) +
                    field_key("closed", page.word(Text::kClosedKey)) +
                    field_key("extension", page.word(Text::kExtensionKey)));
}

// What the slices of one hour add up to; the backlog is that at its end, the wait its longest.
ClaimSlice hour_of(std::vector<ClaimSlice> const& slices, std::size_t& next) {
  auto hour = ClaimSlice{.at_h = std::floor(slices[next].at_h)};
  for (; next < slices.size() && std::floor(slices[next].at_h) == hour.at_h; ++next) {
    auto const& slice = slices[next];
    for (auto const count :
         {&ClaimSlice::meant, &ClaimSlice::requests, &ClaimSlice::retries, &ClaimSlice::answered,
          &ClaimSlice::timed_out, &ClaimSlice::turned_away, &ClaimSlice::received}) {
      hour.*count += slice.*count;
    }
    hour.backlog = slice.backlog;
    hour.wait_s = std::max(hour.wait_s, slice.wait_s);
  }
  return hour;
}

bool is_quiet(ClaimSlice const& hour) {
  return hour.meant + hour.requests + hour.answered + hour.timed_out + hour.turned_away + hour.received == 0;
}

std::string hours_table(Page const& page, std::size_t index) {
  auto const calendar = RunCalendar{page.results[index].calendar_start};
  auto const& slices = page.results[index].claims->slices;
  auto rows = std::string{};
  for (auto next = std::size_t{0}; next < slices.size();) {
    auto const hour = hour_of(slices, next);
    if (is_quiet(hour)) continue;
    auto cells = head_cell(escaped(calendar.from(hour.at_h, page.language)));
    for (auto const count :
         {&ClaimSlice::meant, &ClaimSlice::received, &ClaimSlice::requests, &ClaimSlice::retries,
          &ClaimSlice::answered, &ClaimSlice::timed_out, &ClaimSlice::turned_away, &ClaimSlice::backlog}) {
      cells += number_cell(count_text(hour.*count));
    }
    rows += element("tr", "", cells + number_cell(value_text(hour.wait_s)));
  }
  auto columns = std::vector<Column>{{page.word(Text::kHour), false}};
  for (auto const title : {Text::kMeant, Text::kReceived, Text::kRequests, Text::kRetries, Text::kInTime,
                           Text::kTimedOut, Text::kTurnedAway, Text::kBacklog, Text::kFrontWait}) {
    columns.push_back({page.word(title)});
  }
  auto const caption = page.word(Text::kPicture) + " " + page.label(index);
  return (page.compares() ? styled("h4", colour_of(index), page.label(index)) : "") +
         styled("div", "tall wrapped-heads", table(caption, columns, rows));
}

std::string charts_of(Page const& page) {
  auto out = chart_row(
      page, {.kind = "claims-received",
             .title = Text::kCumulated,
             .unit = "",
             .keys = stroke_key("arrivals", page.word(Text::kMeant)) +
                     stroke_key("", page.word(Text::kReceived)) + field_key("gap", page.word(Text::kGap))});
  out += chart_row(page, {.kind = "claims-requests",
                          .title = Text::kRequestsChart,
                          .unit = page.word(Text::kPerMinute),
                          .keys = field_key("answered", page.word(Text::kInTime)) +
                                  field_key("timed-out", page.word(Text::kTimedOut)) +
                                  field_key("turned-away", page.word(Text::kTurnedAway)) +
                                  stroke_key("first-tries", page.word(Text::kFirstTries))});
  out += chart_row(
      page,
      {.kind = "claims-wait", .title = Text::kFrontWait, .unit = page.word(Text::kUnitSeconds), .keys = ""});
  out += chart_row(
      page,
      {.kind = "claims-backlog", .title = Text::kBacklog, .unit = page.word(Text::kUnitFiles), .keys = ""});
  return out;
}

json::array numbers(std::vector<ClaimSlice> const& slices, auto member) {
  auto array = json::array{};
  for (auto const& slice : slices) array.push_back(json::value(slice.*member));
  return array;
}

json::value text_value(std::string const& text) {
  return json::value(json::string_view{text.data(), text.size()});
}

json::array marks_data(ClaimsFigures const& claims, Language language) {
  auto marks = json::array{};
  for (auto const& mark : claims.marks) {
    auto const kind = is_fault(mark) ? std::string{"fault"} : mark.name;
    marks.push_back(json::object{{"kind", text_value(kind)},
                                 {"label", text_value(mark_name(mark.name, language))},
                                 {"from", mark.from_h},
                                 {"to", mark.to_h}});
  }
  return marks;
}

}  // namespace

std::string claims_picture_part(Page const& page) {
  auto stories = std::string{};
  auto tables = std::string{};
  for (std::size_t i = 0; i < page.results.size(); ++i) {
    stories += story_of(page, i);
    tables += hours_table(page, i);
  }
  auto const story = styled("h3", "story-title", page.word(Text::kStory)) + styled("div", "columns", stories);
  return section("picture", page.word(Text::kPicture), page.word(Text::kPictureLead),
                 marks_legend(page) + charts_of(page) + story + folded_table(page, tables));
}

json::value claims_chart_data(RunResult const& result, Language language) {
  auto const& claims = result.claims.value();
  auto const reading = reading_of(claims);
  auto const start = RunCalendar{result.calendar_start}.start_ms();
  auto const unreceived = totals_of(claims).unreceived;
  auto const most = static_cast<std::uint64_t>(reading.most_answered_per_min + 0.5);
  auto data = json::object{{"start", start ? json::value(*start) : json::value(nullptr)},
                           {"marks", marks_data(claims, language)},
                           {"most_answered", reading.most_answered_per_min}};
  data["most_answered_text"] = text_value(text(Text::kMostAnswered, language, {count_text(most)}));
  data["unreceived_text"] =
      text_value(unreceived == 0 ? "" : text(Text::kNotReceived, language, {count_text(unreceived)}));
  data["at"] = numbers(claims.slices, &ClaimSlice::at_h);
  data["meant"] = numbers(claims.slices, &ClaimSlice::meant);
  data["received"] = numbers(claims.slices, &ClaimSlice::received);
  data["requests"] = numbers(claims.slices, &ClaimSlice::requests);
  data["retries"] = numbers(claims.slices, &ClaimSlice::retries);
  data["answered"] = numbers(claims.slices, &ClaimSlice::answered);
  data["timed_out"] = numbers(claims.slices, &ClaimSlice::timed_out);
  data["turned_away"] = numbers(claims.slices, &ClaimSlice::turned_away);
  data["backlog"] = numbers(claims.slices, &ClaimSlice::backlog);
  data["wait"] = numbers(claims.slices, &ClaimSlice::wait_s);
  return data;
}

}  // namespace kazasu::reports
