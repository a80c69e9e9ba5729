#include "emulators/claims/check_page.h"

#include <string_view>

#include "emulators/claims/check.h"
#include "emulators/claims/checks_left_out.h"

namespace kazasu::claims {

namespace {

constexpr auto kBegin = std::string_view{R"(# Checks of a receipt file

<!-- Made by `cmake --build build --target claims_checks_page` from emulators/claims/check.cpp; edit that. -->

The payers' list of checks for home-visit nursing (訪問看護) is not public. Where the published list for medical institutions (医科)
has a check for the same rule, its code is used; other codes are **ours** and say so. The rules themselves come from the source
named beside them, which is the record specification where nothing else is said. Texts in Japanese are ours.
L1961 and L1962 need to know who sends the file, and to whom; L2981 which numbers were given out; L3102, L4428 and L4892 the register of stations; L3966 the receipts ahead in
the file; L3967 what the station sent before; L3968 to L3971 the register of insured people. All others need the file alone. A receipt
that is refused by its form (L1, L2) is not looked up. How each is raised is in `tests/claims/check_edits.cpp` and `cross_edits.cpp`: one
edit at least of a clean file for every check, and exactly the codes that have to answer.

)"};

constexpr auto kLeftOut = std::string_view{R"(## Left out
Published checks, and rules of our sources, that kazasu does not make.

| code | what it looks for | why it is left out |
|---|---|---|
)"};

std::string_view heading(Band band) {
  switch (band) {
    case Band::kFile:
      return "## L1: the file is refused (受付不能)\n";
    case Band::kReceipt:
      return "## L2: the receipt is refused (受付不能)\n";
    case Band::kReturn:
      return "## L3: the receipt would be returned (要確認)\n";
    case Band::kReview:
      return "## L4: to be looked at (要確認)\n";
    case Band::kNotice:
      return "## L48: taken, with a notice\n";
    case Band::kComputed:
      break;
  }
  return "## L7: computed from the fee rules, for information\n";
}

void add_rules(std::string& page, Band band) {
  page.append(heading(band));
  page.append("| code | what is wrong | text of the finding | source of the rule |\n|---|---|---|---|\n");
  for (auto const& rule : check_rules()) {
    if (rule.band != band) continue;
    page.append("| ").append(rule.code).append(rule.own_code ? " (ours)" : "");
    page.append(" | ").append(rule.condition);
    page.append(" | ").append(rule.message);
    page.append(" | ").append(rule.source).append(" |\n");
  }
  page.push_back('\n');
}

}  // namespace

std::string check_page_text() {
  auto page = std::string{kBegin};
  for (auto const band :
       {Band::kFile, Band::kReceipt, Band::kReturn, Band::kReview, Band::kNotice, Band::kComputed}) {
    add_rules(page, band);
  }
  page.append(kLeftOut);
  for (auto const& check : checks_left_out()) {
    page.append("| ").append(check.code.empty() ? "–" : check.code);
    page.append(" | ").append(check.condition);
    page.append(" | ").append(check.reason).append(" |\n");
  }
  return page;
}

}  // namespace kazasu::claims
