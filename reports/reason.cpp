#include "reports/reason.h"

#include <array>
#include <string_view>

#include "reports/texts.h"

namespace kazasu::reports {

namespace {

struct Sentence {
  std::string_view code;
  Text key;
};

constexpr auto kSentences = std::to_array<Sentence>({
    {reason_code::kNoData, Text::kReasonNoData},
    {reason_code::kGeneratorLate, Text::kReasonGeneratorLate},
    {reason_code::kTargetUnreachable, Text::kReasonTargetUnreachable},
    {reason_code::kOpenFilesShort, Text::kReasonOpenFilesShort},
    {reason_code::kInterrupted, Text::kReasonInterrupted},
});

}  // namespace

std::string reason_text(Reason const& reason, Language language) {
  for (auto const& sentence : kSentences) {
    if (sentence.code != reason.code) continue;
    auto const values = std::vector<std::string_view>(reason.values.begin(), reason.values.end());
    return filled(text(sentence.key, language), values);
  }
  auto shown = reason.code;
  for (std::size_t i = 0; i < reason.values.size(); ++i) shown += (i == 0 ? ": " : ", ") + reason.values[i];
  return shown;
}

}  // namespace kazasu::reports
