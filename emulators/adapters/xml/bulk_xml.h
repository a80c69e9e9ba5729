// The four steps of bulk inquiries as XML. Lists are written unit by unit, so that no tree of a whole result
// is ever built; docs/protocols/eligibility-xml.md lists the tags.
#pragma once

#include "emulators/adapters/xml/decoded.h"
#include "emulators/eligibility/bulk_messages.h"

namespace kazasu::adapters {

inline constexpr std::size_t kLongestBulkRequest = std::size_t{64} * 1024 * 1024;  // bytes; ours
inline constexpr std::size_t kLongestReferenceNumber = std::size_t{64} * 1024;     // likewise
inline constexpr std::size_t kLongestBulkResult = std::size_t{512} * 1024 * 1024;  // likewise

std::string encode(eligibility::BulkRequest const& request);
std::string encode(eligibility::BulkAcceptance const& acceptance);
std::string encode(eligibility::BulkResultRequest const& request);
std::string encode(eligibility::BulkResult const& result);
// The same in pieces: the text of some units, and a result of all their texts.
std::string encode_units(eligibility::BulkResult const& part);
struct BulkCounts {
  std::size_t units = 0;
  std::size_t errors = 0;
};
std::string encode_result(eligibility::BulkResult const& head, std::string units, BulkCounts counts);
std::string encode(eligibility::ReferenceNumberRequest const& request);
std::string encode(eligibility::ReferenceNumberAnswer const& answer);

// The kind is that of the interface (file prefix or path) and not in the message. None of these throws.
Decoded<eligibility::BulkRequest> decode_bulk_request(std::string_view xml, eligibility::BulkKind kind);
Decoded<eligibility::BulkAcceptance> decode_bulk_acceptance(std::string_view xml);
Decoded<eligibility::BulkResultRequest> decode_bulk_result_request(std::string_view xml,
                                                                   eligibility::BulkKind kind);
Decoded<eligibility::BulkResult> decode_bulk_result(std::string_view xml, eligibility::BulkKind kind);
Decoded<eligibility::ReferenceNumberRequest> decode_reference_number_request(std::string_view xml);
Decoded<eligibility::ReferenceNumberAnswer> decode_reference_number_answer(std::string_view xml);

}  // namespace kazasu::adapters
