// Medical data as XML (YZK, TKK). The names of tags are those of the published results; the envelope's items
// differ from eligibility's.
#pragma once

#include "emulators/adapters/xml/decoded.h"
#include "emulators/eligibility/medical_data_messages.h"

namespace kazasu::adapters {

inline constexpr std::size_t kLongestMedicalRequest = std::size_t{64} * 1024;     // bytes; ours
inline constexpr std::size_t kLongestMedicalData = std::size_t{4} * 1024 * 1024;  // bytes; ours

std::string encode(eligibility::MedicalDataRequest const& request);
// A refusal is a ResultCode other than 1 with the outcome's name and message in MessageContents.
std::string encode(eligibility::MedicalDataAnswer const& answer);

// The kind is that of the interface (file prefix or path). Neither throws.
Decoded<eligibility::MedicalDataRequest> decode_medical_data_request(std::string_view xml,
                                                                     eligibility::MedicalDataKind kind);
Decoded<eligibility::MedicalDataAnswer> decode_medical_data_answer(std::string_view xml,
                                                                   eligibility::MedicalDataKind kind);

}  // namespace kazasu::adapters
