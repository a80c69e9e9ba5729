#include "emulators/adapters/exchange/face_results.h"

#include <exception>
#include <utility>
#include <vector>

#include "emulators/adapters/exchange/exchange_terminal.h"
#include "emulators/adapters/xml/eligibility_xml.h"

namespace kazasu::adapters {

namespace {

using Place = ExchangeFolders::Place;

constexpr auto kPatience = std::chrono::seconds{10};
constexpr auto kPending = std::string_view{".pending_"};

}  // namespace

std::string FaceResults::notice_request() const {
  return encode(eligibility::NoticeRequest{.institution_code = options_.institution_code, .after = last_});
}

void FaceResults::note_missing() {
  if (!std::exchange(missing_, true)) {
    options_.say("the target gives no notices of card confirmations, so that nothing comes into face");
  }
}

sim::Task<std::uint64_t> FaceResults::fetch() {
  auto written = std::uint64_t{0};
  for (auto const& name : folders_.names_of_faces(kPending)) {
    auto const count = co_await fetch_one(name.substr(kPending.size()));
    written += count;
  }
  auto const answer = co_await line_.ask("/eligibility/notices", notice_request(), kPatience);
  if (!answer) co_return written;
  auto const notices = decode_notice_answer(answer->body);
  asked_ = true;
  if (!notices || notices.message->outcome != eligibility::Outcome::kAccepted) {
    note_missing();
    co_return written;
  }
  for (auto const& notice : notices.message->notices) {
    folders_.put(Place::kFaces, std::string{kPending} + notice.registration_number, "");
    auto const count = co_await fetch_one(notice.registration_number);
    written += count;
    last_ = std::max(last_, notice.sequence);
  }
  co_return written;
}

sim::Task<std::uint64_t> FaceResults::fetch_one(std::string registration) {
  auto const pending = std::string{kPending} + registration;
  auto const question = encode(eligibility::InquiryRequest{.institution_code = options_.institution_code,
                                                           .registration_number = registration,
                                                           .file_identifier = ""});
  auto const answer = co_await line_.ask("/eligibility/inquiry", question, kPatience);
  if (!answer) co_return 0;
  auto const read = decode_inquiry_answer(answer->body);
  auto const found = read && read.message->outcome == eligibility::Outcome::kAccepted;
  if (found) {
    folders_.put(Place::kFaces,
                 face_name(options_.institution_code, registration, read.message->processed_at),
                 encode_exchange_text(answer->body, options_.face_charset));
  }
  folders_.remove_face(pending);
  co_return found ? 1U : 0U;
}

}  // namespace kazasu::adapters
