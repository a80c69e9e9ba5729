#include "reports/html_parts.h"

#include <algorithm>

#include "reports/html_writer.h"
#include "reports/names.h"

namespace kazasu::reports {

namespace {

bool all_differ(std::vector<std::string> labels) {
  std::ranges::sort(labels);
  return std::ranges::adjacent_find(labels) == labels.end();
}

// Runs of claims are told apart by their names, and by how the claimants try again.
std::vector<std::string> claims_labels(std::vector<RunResult> const& results, Language language) {
  auto names = std::vector<std::string>{};
  auto policies = std::vector<std::string>{};
  for (auto const& result : results) {
    names.push_back(result.name);
    auto policy = std::string{};
    for (auto const& claimant : result.claims->claimants) {
      auto const retry = retry_name(claimant.retry, language);
      if (policy.find(retry) == std::string::npos) policy += (policy.empty() ? "" : " / ") + retry;
    }
    policies.push_back(result.name + ", " + std::string{text(Text::kRetryPolicy, language)} + ": " + policy);
  }
  return all_differ(names) ? names : policies;
}

}  // namespace

std::string Page::word(Text key) const {
  return escaped(text(key, language));
}
std::string Page::label(std::size_t result) const {
  return escaped(labels.at(result));
}

Page page_of(std::vector<RunResult> const& results, Language language) {
  auto clocks = std::vector<std::string>{};
  auto names = std::vector<std::string>{};
  for (auto const& result : results) {
    auto const real = result.clock == ClockKind::kReal;
    clocks.emplace_back(text(real ? Text::kRealClock : Text::kVirtualClock, language));
    names.push_back(result.name + ", " + clocks.back());
  }
  auto const claims =
      std::ranges::all_of(results, [](RunResult const& result) { return result.claims.has_value(); });
  if (claims && results.size() > 1) names = claims_labels(results, language);
  if (all_differ(clocks)) return {results, language, clocks};
  if (!all_differ(names)) {
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = std::to_string(i + 1) + ": " + names[i];
  }
  return {results, language, names};
}

std::string section(std::string_view id, std::string const& title, std::string const& lead,
                    std::string const& content) {
  auto const name = std::string{id};
  auto out = "<section id=\"" + name + "\" aria-labelledby=\"" + name +
             "-title\">\n<div class=\"section-head\"><h2 id=\"" + name + "-title\">" + title + "</h2>";
  if (!lead.empty()) out += styled("p", "lead", lead);
  return out + "</div>\n" + content + "</section>\n";
}

std::string for_each_result(Page const& page, std::function<std::string(RunResult const&)> const& value) {
  if (!page.compares()) return value(page.results.front());
  auto out = std::string{};
  for (std::size_t i = 0; i < page.results.size(); ++i) {
    out += styled("span", "line " + colour_of(i),
                  styled("span", "sr", page.label(i) + " ") + value(page.results[i]));
  }
  return out;
}

std::string colour_of(std::size_t result) {
  return "r" + std::to_string(result % 4);
}

std::string legend_of(Page const& page) {
  if (!page.compares()) return "";
  auto items = std::string{};
  for (std::size_t i = 0; i < page.results.size(); ++i) {
    items += styled("span", "key " + colour_of(i), "<i class=\"swatch\"></i>" + page.label(i));
  }
  return styled("p", "legend", items);
}

std::string table(std::string const& caption, std::vector<Column> const& columns, std::string const& rows) {
  auto head = std::string{};
  for (auto const& column : columns) {
    head += element("th", column.number ? "scope=\"col\" class=\"num\"" : "scope=\"col\"", column.title);
  }
  return "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"" + caption + "\"><table>" +
         styled("caption", "sr", caption) + "<thead><tr>" + head + "</tr></thead><tbody>" + rows +
         "</tbody></table></div>\n";
}

}  // namespace kazasu::reports
