#include "harness/closed_line_codec.h"

#include "emulators/adapters/xml/bulk_xml.h"
#include "emulators/adapters/xml/eligibility_xml.h"
#include "emulators/adapters/xml/medical_data_xml.h"
#include "emulators/adapters/xml/settings_xml.h"

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

// Of a message whose kind is in the path.
template <auto Decode, class Kind>
auto decode_kind(std::string_view xml, Kind kind) {
  return Decode(xml, kind).message;
}

}  // namespace

adapters::ClosedLineServerCodec closed_line_server_codec(adapters::PdfFont const* font) {
  auto codec = adapters::ClosedLineServerCodec{
      .decode_notice_request = decode<adapters::decode_notice_request>,
      .decode_inquiry_request = decode<adapters::decode_inquiry_request>,
      .encode_notice_answer = encode<eligibility::NoticeAnswer>,
      .encode_inquiry_answer = encode<eligibility::InquiryAnswer>,
      .decode_re_inquiry_request = decode<adapters::decode_re_inquiry_request>,
      .decode_cancel_request = decode<adapters::decode_cancel_request>,
      .encode_cancel_answer = encode<eligibility::CancelAnswer>,
      .decode_bulk_request = decode_kind<adapters::decode_bulk_request, eligibility::BulkKind>,
      .encode_bulk_acceptance = encode<eligibility::BulkAcceptance>,
      .decode_bulk_result_request = decode_kind<adapters::decode_bulk_result_request, eligibility::BulkKind>,
      .encode_bulk_result = encode<eligibility::BulkResult>,
      .decode_medical_data_request =
          decode_kind<adapters::decode_medical_data_request, eligibility::MedicalDataKind>,
      .encode_medical_data_answer = encode<eligibility::MedicalDataAnswer>,
      .decode_reference_number_request = decode<adapters::decode_reference_number_request>,
      .encode_reference_number_answer = encode<eligibility::ReferenceNumberAnswer>,
      .decode_settings_request = decode_kind<adapters::decode_settings_request, eligibility::SettingsAction>,
      .encode_settings_answer = encode<eligibility::SettingsAnswer>};
  codec.encode_bulk_units = adapters::encode_units;
  codec.encode_bulk_of_units = adapters::encode_result;
  if (font != nullptr) {
    codec.medical_data_pdf = [font](eligibility::MedicalDataAnswer const& answer) {
      return adapters::medical_data_pdf(answer, *font);
    };
  }
  return codec;
}

adapters::ClosedLineClientCodec closed_line_client_codec() {
  return {
      .encode_notice_request = encode<eligibility::NoticeRequest>,
      .encode_inquiry_request = encode<eligibility::InquiryRequest>,
      .decode_notice_answer = decode<adapters::decode_notice_answer>,
      .decode_inquiry_answer = decode<adapters::decode_inquiry_answer>,
      .encode_re_inquiry_request = encode<eligibility::ReInquiryRequest>,
      .encode_cancel_request = encode<eligibility::CancelRequest>,
      .decode_cancel_answer = decode<adapters::decode_cancel_answer>,
      .encode_bulk_request = encode<eligibility::BulkRequest>,
      .decode_bulk_acceptance = decode<adapters::decode_bulk_acceptance>,
      .encode_bulk_result_request = encode<eligibility::BulkResultRequest>,
      .decode_bulk_result = decode_kind<adapters::decode_bulk_result, eligibility::BulkKind>,
      .encode_medical_data_request = encode<eligibility::MedicalDataRequest>,
      .decode_medical_data_answer =
          decode_kind<adapters::decode_medical_data_answer, eligibility::MedicalDataKind>,
      .encode_settings_request = encode<eligibility::SettingsRequest>,
      .decode_settings_answer = decode_kind<adapters::decode_settings_answer, eligibility::SettingsAction>};
}

}  // namespace kazasu::harness
