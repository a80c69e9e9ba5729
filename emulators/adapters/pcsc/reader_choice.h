// Which of the readers there are a user means.
#pragma once

#include <string>
#include <vector>

#include "emulators/adapters/pcsc/pcsc_reader.h"

namespace kazasu::adapters {

inline constexpr auto kAllReaders = "all";

// Each of `wanted` is the whole name of a reader, a part of the names of one or several, or kAllReaders.
// Returns names in the order of `present`, each once. Throws PcscError kNoReader, which lists what there is,
// when one of `wanted` fits none; kInUse when a chosen reader could not be opened in that mode.
std::vector<std::string> choose_readers(std::vector<PcscReaderState> const& present,
                                        std::vector<std::string> const& wanted, PcscSharing sharing);

}  // namespace kazasu::adapters
