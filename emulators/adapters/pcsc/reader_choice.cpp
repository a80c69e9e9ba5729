#include "emulators/adapters/pcsc/reader_choice.h"

#include <algorithm>

namespace kazasu::adapters {

namespace {

std::string list_of(std::vector<PcscReaderState> const& readers) {
  if (readers.empty()) return "pcscd knows no reader; `kazasu reader install` adds the virtual one";
  auto text = std::string{"there "} + (readers.size() == 1 ? "is" : "are");
  for (auto const& reader : readers) text += "\n  " + reader.name;
  return text;
}

bool fits(std::string const& name, std::string const& wanted, bool whole) {
  if (wanted == kAllReaders) return true;
  return whole ? name == wanted : name.find(wanted) != std::string::npos;
}

}  // namespace

std::vector<std::string> choose_readers(std::vector<PcscReaderState> const& present,
                                        std::vector<std::string> const& wanted, PcscSharing sharing) {
  auto chosen = std::vector<bool>(present.size());
  for (auto const& text : wanted) {
    // A reader whose name is a part of another's can still be meant alone.
    auto const whole = std::any_of(present.begin(), present.end(),
                                   [&text](auto const& reader) { return reader.name == text; });
    auto found = false;
    for (std::size_t i = 0; i < present.size(); ++i) {
      if (!fits(present[i].name, text, whole)) continue;
      chosen[i] = true;
      found = true;
    }
    if (!found || text.empty()) {
      throw PcscError(PcscProblem::kNoReader, "no card reader '" + text + "': " + list_of(present));
    }
  }
  auto names = std::vector<std::string>{};
  for (std::size_t i = 0; i < present.size(); ++i) {
    if (!chosen[i]) continue;
    auto const& reader = present[i];
    if (reader.exclusive || (sharing == PcscSharing::kExclusive && reader.in_use)) {
      throw PcscError(PcscProblem::kInUse,
                      "the card reader '" + reader.name +
                          "' is in use: end the program that talks to its card" +
                          (reader.exclusive ? "" : ", or share the reader with it (--share-readers)"));
    }
    names.push_back(reader.name);
  }
  return names;
}

}  // namespace kazasu::adapters
