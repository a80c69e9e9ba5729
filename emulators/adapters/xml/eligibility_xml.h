// The closed line's messages as XML: the official envelope and tags, UTF-8. docs/protocols/eligibility-xml.md
// lists every tag and says which are ours.
#pragma once

#include <string>
#include <string_view>

#include "emulators/adapters/xml/decoded.h"
#include "emulators/eligibility/messages.h"

namespace kazasu::adapters {

inline constexpr std::size_t kLongestXml = std::size_t{64} * 1024;  // bytes; longer input is refused

std::string encode(eligibility::NoticeRequest const& request);
std::string encode(eligibility::NoticeAnswer const& answer);
std::string encode(eligibility::InquiryRequest const& request);
// Limit-amount and specific-disease consents have no end of availability in the published tags, so that a
// decoded answer has none either. Instants are cut to whole seconds.
std::string encode(eligibility::InquiryAnswer const& answer);
std::string encode(eligibility::ReInquiryRequest const& request);  // answered by an InquiryAnswer
std::string encode(eligibility::CancelRequest const& request);
std::string encode(eligibility::CancelAnswer const& answer);

// None of these throws on any input. Refused: more than kLongestXml bytes, text that is not UTF-8 or declares
// another encoding, a DOCTYPE, anything that is not one well-formed XmlMsg, and required tags that are
// missing or not in their form. Unknown tags are skipped.
Decoded<eligibility::NoticeRequest> decode_notice_request(std::string_view xml);
Decoded<eligibility::NoticeAnswer> decode_notice_answer(std::string_view xml);
Decoded<eligibility::InquiryRequest> decode_inquiry_request(std::string_view xml);
Decoded<eligibility::InquiryAnswer> decode_inquiry_answer(std::string_view xml);
Decoded<eligibility::ReInquiryRequest> decode_re_inquiry_request(std::string_view xml);
Decoded<eligibility::CancelRequest> decode_cancel_request(std::string_view xml);
Decoded<eligibility::CancelAnswer> decode_cancel_answer(std::string_view xml);

}  // namespace kazasu::adapters
