#include "harness/closed_line_codec.h"

#include "emulators/adapters/eligibility_xml.h"

namespace kazasu::harness {

namespace {

// The adapters want a plain function for each message; the codec overloads one name.
template <class Message>
std::string encode(Message const& message) {
  return adapters::encode(message);
}

template <auto Decode>
auto decode(std::string_view xml) {
  return Decode(xml).message;
}

}  // namespace

adapters::ClosedLineServerCodec closed_line_server_codec() {
  return {.decode_notice_request = decode<adapters::decode_notice_request>,
          .decode_inquiry_request = decode<adapters::decode_inquiry_request>,
          .encode_notice_answer = encode<eligibility::NoticeAnswer>,
          .encode_inquiry_answer = encode<eligibility::InquiryAnswer>};
}

adapters::ClosedLineClientCodec closed_line_client_codec() {
  return {.encode_notice_request = encode<eligibility::NoticeRequest>,
          .encode_inquiry_request = encode<eligibility::InquiryRequest>,
          .decode_notice_answer = decode<adapters::decode_notice_answer>,
          .decode_inquiry_answer = decode<adapters::decode_inquiry_answer>};
}

}  // namespace kazasu::harness
