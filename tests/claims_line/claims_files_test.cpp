// How files come in over the claims line: whole, in pieces, twice, wrong, too large, too slow.
#include <thread>

#include "emulators/adapters/claims_line/content_digest.h"
#include "emulators/adapters/claims_store/sha256.h"
#include "tests/claims_line/claims_line_world.h"

namespace kazasu::adapters::testing {
namespace {

using claims::ClaimOutcome;
using claims::SendState;

std::string sha256_of(std::string_view bytes) {
  auto hash = Sha256{};
  hash.add(bytes);
  return hash.hexadecimal();
}
std::string announcement(std::string_view bytes) {
  return encode_upload_request({.month = kMonth, .size = bytes.size(), .sha256 = sha256_of(bytes)});
}
std::optional<ClaimOutcome> outcome_of(HttpReply const& reply) {
  return decode_outcome(reply.body);
}

class ClaimFiles : public ::testing::Test {
 protected:
  void SetUp() override { station_.begin(); }
  std::string begin_upload(std::string_view bytes) const {
    auto const reply = station_.ask({.method = "POST", .path = "/uploads", .body = announcement(bytes)});
    EXPECT_EQ(reply.status, 200) << reply.body;
    auto const state = decode_upload_state(reply.body);
    return state ? state->upload : "";
  }
  HttpReply put(std::string const& upload, std::uint64_t offset, std::string_view bytes) const {
    return station_.ask({.method = "PUT",
                         .path = "/uploads/" + upload + "?offset=" + std::to_string(offset),
                         .body = std::string{bytes}});
  }
  std::optional<UploadState> state_of(std::string const& upload) const {
    return decode_upload_state(station_.ask({.path = "/uploads/" + upload}).body);
  }

  ClaimsLineWorld world_;
  RawStation station_{world_, 0};
  std::string file_ = station_files().bytes(0, kFund);
};

TEST_F(ClaimFiles, TheSameFileAgainAddsNothing) {
  auto const first = decode_send_answer(station_.send(file_, content_digest(file_)).body);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->outcome, ClaimOutcome::kAccepted);
  auto const again = decode_send_answer(station_.send(file_).body);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->outcome, ClaimOutcome::kAcceptedBefore);
  EXPECT_EQ(again->number, first->number);
  EXPECT_EQ(station_.status().sends.size(), 1U);
}

TEST_F(ClaimFiles, AFileOfAnotherStationIsRefusedAsAWhole) {
  auto const reply = station_.send(station_files().bytes(1, kFund));
  EXPECT_EQ(outcome_of(reply), ClaimOutcome::kAccepted);  // it was received; its checks refuse it
  ASSERT_EQ(station_.status().sends.size(), 1U);
  EXPECT_EQ(station_.status().sends[0].state, SendState::kRefused);
}

TEST_F(ClaimFiles, AFileForTheOtherPayerIsRefusedAsAWhole) {
  station_.send(station_files().bytes(0, kFederation));
  ASSERT_EQ(station_.status().sends.size(), 1U);
  EXPECT_EQ(station_.status().sends[0].state, SendState::kRefused);
}

TEST_F(ClaimFiles, ComeInPiecesOverSeveralConnections) {
  auto const upload = begin_upload(file_);
  auto const third = file_.size() / 3;
  EXPECT_EQ(decode_upload_state(put(upload, 0, file_.substr(0, third)).body)->offset, third);
  EXPECT_TRUE(station_.status().sends.empty());
  EXPECT_EQ(state_of(upload)->offset, third);
  EXPECT_EQ(state_of(upload)->size, file_.size());
  auto const wrong = put(upload, third + 1, file_.substr(third + 1));
  EXPECT_EQ(wrong.status, 409);
  EXPECT_EQ(decode_upload_state(wrong.body)->offset, third);
  auto const whole = decode_send_answer(put(upload, third, file_.substr(third)).body);
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(station_.status().sends.size(), 1U);
  EXPECT_EQ(station_.ask({.path = "/uploads/" + upload}).status, 404);
  EXPECT_EQ(outcome_of(station_.send(file_)), ClaimOutcome::kAcceptedBefore);
}

TEST_F(ClaimFiles, APieceThatBreaksOffLeavesWhatCame) {
  auto const upload = begin_upload(file_);
  auto const half = file_.size() / 2;
  auto const pieces = BodyPieces{.size = file_.size(), .at = [&](std::uint64_t offset) {
                                   return offset < half ? file_.substr(offset, half - offset) : std::string{};
                                 }};
  auto const broken =
      station_.ask({.method = "PUT", .path = "/uploads/" + upload + "?offset=0", .pieces = pieces});
  EXPECT_EQ(broken.delivery, eligibility::Delivery::kUnreachable);
  auto came = std::uint64_t{0};
  for (auto tries = 0; tries < 200 && came != half; ++tries) {
    came = state_of(upload)->offset;
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  ASSERT_EQ(came, half);
  // The broken connection may be seen a moment later than its last bytes.
  auto last = HttpReply{};
  for (auto tries = 0; tries < 200 && last.status != 200; ++tries) {
    last = put(upload, half, file_.substr(half));
    if (last.status != 200) std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  EXPECT_EQ(outcome_of(last), ClaimOutcome::kAccepted);
  EXPECT_EQ(station_.status().sends.size(), 1U);
}

TEST_F(ClaimFiles, OtherBytesThanAnnouncedAreNoSend) {
  auto changed = file_;
  changed[changed.size() / 2] ^= 1;
  EXPECT_EQ(station_.send(changed, content_digest(file_)).status, 422);
  EXPECT_EQ(station_.send(file_, "sha-256=:nonsense:").status, 400);
  auto const upload = begin_upload(file_);
  auto const reply = put(upload, 0, changed);
  EXPECT_EQ(reply.status, 422);
  EXPECT_EQ(outcome_of(reply), ClaimOutcome::kContentMismatch);
  EXPECT_EQ(station_.ask({.path = "/uploads/" + upload}).status, 404);
  auto const second = begin_upload(file_);
  EXPECT_EQ(outcome_of(put(second, 0, file_ + "x")), ClaimOutcome::kContentMismatch);
  EXPECT_TRUE(station_.status().sends.empty());
}

TEST_F(ClaimFiles, ArchivesAreNotUnpacked) {
  auto const archive = std::string{"PK\3\4"} + std::string(5000, 'x');
  EXPECT_EQ(station_.send(archive).status, 415);
  auto const upload = begin_upload(archive);
  EXPECT_EQ(put(upload, 0, archive.substr(0, 2)).status, 200);
  EXPECT_EQ(put(upload, 2, archive.substr(2)).status, 415);
  EXPECT_TRUE(station_.status().sends.empty());
}

TEST_F(ClaimFiles, UnfinishedUploadsAreFew) {
  auto names = std::vector<std::string>{};
  for (auto i = 0U; i < ClaimUploads::kMostOfStation; ++i) names.push_back(begin_upload(file_));
  auto const refused = station_.ask({.method = "POST", .path = "/uploads", .body = announcement(file_)});
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(outcome_of(refused), ClaimOutcome::kBusy);
  auto another = RawStation{world_, 1};
  another.begin();
  EXPECT_EQ(another.ask({.method = "POST", .path = "/uploads", .body = announcement(file_)}).status, 200);
  EXPECT_EQ(another.ask({.path = "/uploads/" + names[0]}).status, 404);
  EXPECT_EQ(station_.ask({.method = "DELETE", .path = "/uploads/" + names[0]}).status, 200);
  EXPECT_EQ(station_.ask({.path = "/uploads/" + names[0]}).status, 404);
  begin_upload(file_);
}

TEST_F(ClaimFiles, RequestsThatAreNotOfTheProtocolSayWhatIsMissing) {
  for (auto const* const path : {"/sends", "/sends?month=2024-13", "/sends?month=2024-12&asp=maybe",
                                 "/sends?month=2024-12&kind=x", "/sends?month=2024-12&month=2024-12"}) {
    auto const reply = station_.ask({.method = "POST", .path = path, .body = file_});
    EXPECT_EQ(reply.status, 400) << path;
    EXPECT_NE(reply.body.find("expected"), std::string::npos) << path;
  }
  EXPECT_EQ(station_.ask({.method = "POST", .path = "/uploads", .body = "{}"}).status, 400);
  EXPECT_EQ(station_.ask({.method = "POST", .path = "/decisions", .body = "[]"}).status, 400);
  EXPECT_EQ(station_.ask({.path = "/lists/check_result?month=2024-12"}).status, 400);
  EXPECT_EQ(station_.ask({.path = "/lists/nonsense?month=2024-12"}).status, 404);
  EXPECT_EQ(station_.ask({.method = "DELETE", .path = "/sends?month=2024-12"}).status, 405);
}

TEST(ClaimFileLimits, LargerFilesAreRefused) {
  auto const file = station_files().bytes(0, kFund);
  auto world = ClaimsLineWorld{{.largest_file = file.size() - 1}};
  auto station = RawStation{world, 0};
  station.begin();
  EXPECT_EQ(station.send(file).status, 413);
  auto const announced = station.ask({.method = "POST", .path = "/uploads", .body = announcement(file)});
  EXPECT_EQ(announced.status, 413);
  EXPECT_EQ(outcome_of(announced), ClaimOutcome::kTooLarge);
  EXPECT_TRUE(station.status().sends.empty());
}

TEST(ClaimFileLimits, MoreThanTheServerTakesAtOnceIsTurnedAway) {
  auto const file = station_files().bytes(0, kFund);
  auto world = ClaimsLineWorld{{.most_bytes = file.size()}};
  auto station = RawStation{world, 0};
  station.begin();
  auto const begun = station.ask({.method = "POST", .path = "/uploads", .body = announcement(file)});
  auto const upload = decode_upload_state(begun.body)->upload;
  station.ask({.method = "PUT", .path = "/uploads/" + upload + "?offset=0", .body = file.substr(0, 1)});
  EXPECT_EQ(outcome_of(station.send(file)), ClaimOutcome::kBusy);
  station.ask({.method = "DELETE", .path = "/uploads/" + upload});
  EXPECT_EQ(outcome_of(station.send(file)), ClaimOutcome::kAccepted);
}

TEST(ClaimFileLimits, SlowBodiesLeaveNothingBehind) {
  auto const file = station_files().bytes(0, kFund);
  auto world = ClaimsLineWorld{{.pace = {.window = std::chrono::milliseconds{200}}}};
  auto station = RawStation{world, 0};
  station.begin();
  auto const pieces = BodyPieces{.size = file.size(), .at = [&file](std::uint64_t offset) {
                                   if (offset != 0) std::this_thread::sleep_for(std::chrono::seconds{1});
                                   return file.substr(offset, 10);
                                 }};
  auto const reply = station.ask({.method = "POST", .path = "/sends?month=2024-12", .pieces = pieces});
  // The client may be told, or find the connection closed while it still sends.
  EXPECT_TRUE(reply.status == 408 || reply.delivery == eligibility::Delivery::kUnreachable) << reply.status;
  EXPECT_NE(reply.status, 200);
  EXPECT_TRUE(station.status().sends.empty());
  EXPECT_EQ(outcome_of(station.send(file)), ClaimOutcome::kAccepted);
}

}  // namespace
}  // namespace kazasu::adapters::testing
