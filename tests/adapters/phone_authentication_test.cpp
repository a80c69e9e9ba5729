// Who may use a slot as a phone, and who may call itself the host.
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "emulators/adapters/card_host/phone_token.h"
#include "emulators/reader/phone_auth.h"
#include "tests/adapters/phone_fixture.h"
#include "tests/adapters/raw_peer.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::adapters {
namespace {

using namespace std::chrono_literals;

constexpr auto kHeader = 5U;
constexpr auto kChallengeBytes = kHeader + 2 + 32;

class PhoneAuthentication : public PhoneTest {
 protected:
  void SetUp() override { start(); }

  // What a phone of our own making sends and gets.
  struct Greeting {
    RawPeer link;
    reader::PhoneTranscript transcript;
  };
  Greeting greet(std::uint16_t slot = 0, std::string nonce = std::string(32, 'n')) const {
    auto link = RawPeer::connected_to(server_->port());
    link.send(reader::encode(reader::PhoneHello{.slot = slot, .nonce = nonce}));
    auto const challenge = link.receive(kChallengeBytes);
    EXPECT_EQ(challenge.size(), kChallengeBytes);
    return {std::move(link),
            {.version = 1, .slot = slot, .phone_nonce = nonce, .host_nonce = challenge.substr(7)}};
  }
  static std::string proof_of(reader::PhoneTranscript const& transcript,
                              reader::PhoneRole role = reader::PhoneRole::kPhone) {
    return reader::phone_proof(kToken, role, transcript);
  }
  // What comes after a proof.
  static std::string answer_to(RawPeer& link, std::string const& proof) {
    link.send(reader::encode(reader::PhoneProof{proof}));
    return link.receive_hex(kHeader);
  }
};

TEST_F(PhoneAuthentication, TheRightTokenIsLetIn) {
  auto phone = PhoneClient{client_options()};
  EXPECT_FALSE(phone.field_on());
  EXPECT_EQ(server_->counters().accepted, 1U);
  EXPECT_EQ(server_->counters().wrong_proofs, 0U);
}

TEST_F(PhoneAuthentication, AWrongTokenIsAClosedLinkAndCounted) {
  auto options = client_options();
  options.token = "another host's token";
  try {
    auto const phone = PhoneClient{options};
    ADD_FAILURE();
  } catch (std::runtime_error const& failure) {
    auto const text = std::string{failure.what()};
    EXPECT_NE(text.find("phone.token"), std::string::npos) << text;
    EXPECT_EQ(text.find(kToken), std::string::npos);
    EXPECT_EQ(text.find(options.token), std::string::npos);
  }
  wait_until([](auto const& counters) { return counters.wrong_proofs == 1; });
  EXPECT_EQ(server_->counters().accepted, 0U);
}

TEST_F(PhoneAuthentication, ARecordedProofIsOfNoUseAgain) {
  auto first = greet();
  auto const proof = proof_of(first.transcript);
  EXPECT_EQ(answer_to(first.link, proof), "0000002104");
  first.link.close();
  auto second = greet();  // with the same nonce of the phone
  EXPECT_NE(second.transcript.host_nonce, first.transcript.host_nonce);
  EXPECT_EQ(answer_to(second.link, proof), "");
  wait_until([](auto const& counters) { return counters.wrong_proofs == 1; });
}

TEST_F(PhoneAuthentication, AProofForAnotherSlotOrInTheHostsNameIsWrong) {
  auto other_slot = greet(1);
  other_slot.transcript.slot = 0;
  EXPECT_EQ(answer_to(other_slot.link, proof_of(other_slot.transcript)), "");
  auto host = greet();
  EXPECT_EQ(answer_to(host.link, proof_of(host.transcript, reader::PhoneRole::kHost)), "");
  wait_until([](auto const& counters) { return counters.wrong_proofs == 2; });
}

// An attacker without the token lets the host make the proof: it greets with the nonce that it was challenged
// with.
TEST_F(PhoneAuthentication, TheHostProvesNothingToWhomHasNotProvedItself) {
  auto first = greet();
  auto second = greet(0, first.transcript.host_nonce);
  EXPECT_EQ(answer_to(second.link, std::string(32, '\0')), "");
  EXPECT_EQ(second.link.ending(), "end");
  wait_until([](auto const& counters) { return counters.wrong_proofs == 1; });
}

TEST_F(PhoneAuthentication, NothingIsServedBeforeTheProof) {
  slot_.insert(test_card());
  for (auto const& early :
       {reader::encode(reader::PhoneFieldOn{}), reader::encode(reader::PhonePing{"12345678"}),
        reader::encode(reader::PhoneProof{std::string(32, 'p')}),
        reader::encode(reader::PhoneCommand{.apdu = card::from_hex(kSelect)})}) {
    auto link = RawPeer::connected_to(server_->port());
    link.send(early);
    EXPECT_EQ(link.receive(1), "");
    auto greeted = greet();
    greeted.link.send(early.substr(0, 5) == std::string("\0\0\0\x21\x03", 5)
                          ? reader::encode(reader::PhoneFieldOn{})
                          : early);
    EXPECT_EQ(greeted.link.receive(1), "");
  }
  wait_until([](auto const& counters) { return counters.broken_links == 8; });
  EXPECT_EQ(slot_.exchanges(), 0U);
}

TEST_F(PhoneAuthentication, ALongFrameIsRefusedBeforeTheProof) {
  auto link = RawPeer::connected_to(server_->port());
  link.send_hex("00000041");
  EXPECT_EQ(link.receive(1), "");
  wait_until([](auto const& counters) { return counters.broken_links == 1; });
}

TEST_F(PhoneAuthentication, AnotherVersionIsRefusedWithAWord) {
  auto link = RawPeer::connected_to(server_->port());
  link.send(reader::encode(reader::PhoneHello{.version = 2, .nonce = std::string(32, 'n')}));
  EXPECT_EQ(link.receive_hex(6), "000000020501");
  EXPECT_EQ(link.ending(), "end");
  EXPECT_EQ(server_->counters().accepted, 0U);
}

TEST_F(PhoneAuthentication, SlotsThatAreNotThereOrTakenAreRefused) {
  auto const first = PhoneClient{client_options(1)};
  for (auto const& [slot, word] : {std::pair{1, "another phone"}, std::pair{2, "no slot"}}) {
    try {
      auto const second = PhoneClient{client_options(static_cast<std::uint16_t>(slot))};
      ADD_FAILURE();
    } catch (std::runtime_error const& failure) {
      EXPECT_NE(std::string{failure.what()}.find(word), std::string::npos) << failure.what();
    }
  }
  auto const elsewhere = PhoneClient{client_options(0)};
  EXPECT_EQ(server_->counters().accepted, 2U);
}

TEST_F(PhoneAuthentication, ASlotIsFreeAgainWhenItsPhoneIsGone) {
  for (auto round = 1U; round <= 5; ++round) {
    { auto const phone = PhoneClient{client_options()}; }
    wait_until([round](auto const& counters) { return counters.ended == round; });
  }
}

TEST_F(PhoneAuthentication, ManyRandomStrangersDoNotKeepAPhoneOut) {
  auto random = sim::RandomStream{1, "phone strangers", 0};
  for (auto round = 0; round < 100; ++round) {
    auto link = RawPeer::connected_to(server_->port());
    auto bytes = std::string(random.below(100), '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random.below(256));
    link.send(bytes);
  }
  // As long as they hold every connection, a phone is turned away as well.
  wait_until([](auto const& counters) {
    return counters.wrong_proofs + counters.broken_links + counters.turned_away + counters.ended >= 100;
  });
  auto phone = PhoneClient{client_options()};
  EXPECT_GT(phone.ping(), sim::Duration::zero());
}

class PhoneLimits : public PhoneTest {};

TEST_F(PhoneLimits, MoreConnectionsThanAllowedAreClosedAtOnce) {
  start({.connections = 2});
  auto const first = PhoneClient{client_options(0)};
  auto const second = PhoneClient{client_options(1)};
  EXPECT_NE(RawPeer::connected_to(server_->port()).ending(), "");
  EXPECT_EQ(server_->counters().turned_away, 1U);
}

TEST_F(PhoneLimits, WhoSaysNothingIsLetGo) {
  start({.handshake = 20ms, .idle = 20ms});
  EXPECT_EQ(RawPeer::connected_to(server_->port()).ending(), "end");
  auto phone = PhoneClient{client_options()};
  wait_until([](auto const& counters) { return counters.accepted == 1 && counters.ended == 2; });
  EXPECT_THROW(phone.ping(), std::runtime_error);
}

TEST_F(PhoneLimits, ATokenIsNeeded) {
  auto const options = PhoneServerOptions{};
  EXPECT_THROW(PhoneServer(options, {&slot_}), std::invalid_argument);
}

// A host of the test's own making, for what a phone must not believe.
class FalseHost : public testing::Test {
 protected:
  // What the phone throws when it is answered so, frame by frame.
  std::string told(
      std::function<std::string(reader::PhoneTranscript const&, std::string const& proof)> welcome) {
    auto host = std::thread{[this, &welcome] {
      auto watched = pollfd{.fd = listener_.number(), .events = POLLIN, .revents = 0};
      ::poll(&watched, 1, 20'000);
      auto link = RawPeer{std::move(accept_from(listener_).value())};
      auto const hello = link.receive(41);
      auto const nonce = std::string(32, 'h');
      link.send(reader::encode(reader::PhoneChallenge{.nonce = nonce}));
      auto const proof = link.receive(37);
      link.send(welcome({.version = 1, .slot = 0, .phone_nonce = hello.substr(9), .host_nonce = nonce},
                        proof.substr(kHeader)));
      after_ = link.receive(1);
    }};
    auto text = std::string{"believed"};
    try {
      auto const phone =
          PhoneClient{{.address = {.port = port_of(listener_)}, .token = "token", .patience = 20s}};
    } catch (std::runtime_error const& failure) {
      text = failure.what();
    }
    host.join();
    return text;
  }

  Descriptor listener_ = listen_on(TcpAddress{});
  std::string after_ = "nothing came yet";  // what the phone sent behind its proof
};

TEST_F(FalseHost, WhoKnowsTheTokenIsBelieved) {
  EXPECT_EQ(told([](auto const& transcript, auto const&) {
              return reader::encode(
                  reader::PhoneWelcome{reader::phone_proof("token", reader::PhoneRole::kHost, transcript)});
            }),
            "believed");
}

TEST_F(FalseHost, WhoDoesNotIsNot) {
  EXPECT_NE(told([](auto const& transcript, auto const&) {
              return reader::encode(
                  reader::PhoneWelcome{reader::phone_proof("guess", reader::PhoneRole::kHost, transcript)});
            }).find("does not know our phone.token"),
            std::string::npos);
  EXPECT_EQ(after_, "");
}

TEST_F(FalseHost, ThePhonesOwnProofSentBackIsNoProof) {
  EXPECT_NE(told([](auto const&, auto const& proof) {
              return reader::encode(reader::PhoneWelcome{proof});
            }).find("does not know our phone.token"),
            std::string::npos);
}

TEST_F(FalseHost, AWelcomeOfAnEarlierConnectionIsNoProof) {
  EXPECT_NE(told([](auto transcript, auto const&) {
              transcript.phone_nonce = std::string(32, 'e');
              return reader::encode(
                  reader::PhoneWelcome{reader::phone_proof("token", reader::PhoneRole::kHost, transcript)});
            }).find("does not know our phone.token"),
            std::string::npos);
}

TEST_F(FalseHost, OtherFramesAreAClearMessage) {
  EXPECT_NE(told([](auto const&, auto const&) {
              return reader::encode(reader::PhoneNoCard{});
            }).find("does not belong there"),
            std::string::npos);
  EXPECT_NE(
      told([](auto const&, auto const&) { return std::string{"HTTP/1.1 400 Bad Request"}; }).find("no frame"),
      std::string::npos);
}

class PhoneTokenFile : public testing::Test {
 protected:
  void write(std::string const& text,
             std::filesystem::perms mode = std::filesystem::perms::owner_read) const {
    std::filesystem::remove(file_);
    std::ofstream{file_} << text;
    std::filesystem::permissions(file_, mode);
  }
  std::string refusal() const {
    try {
      phone_token(folder_.path());
    } catch (std::runtime_error const& failure) {
      return failure.what();
    }
    return "no refusal";
  }

  identity::TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "phone.token";
};

TEST_F(PhoneTokenFile, IsMadeOnceForItsOwnerAlone) {
  auto const token = phone_token(folder_.path());
  EXPECT_EQ(token.size(), 64U);
  EXPECT_EQ(phone_token(folder_.path()), token);
  struct stat facts {};
  ASSERT_EQ(::stat(file_.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder_.path()}, {}), 1);
  std::filesystem::remove(file_);
  EXPECT_NE(phone_token(folder_.path()), token);
}

TEST_F(PhoneTokenFile, IsReadWithOrWithoutALinesEnd) {
  auto const token = std::string(64, 'a');
  write(token);
  EXPECT_EQ(phone_token(folder_.path()), token);
  write(token + '\n');
  EXPECT_EQ(phone_token(folder_.path()), token);
}

TEST_F(PhoneTokenFile, IsRefusedWhenOthersMayReadIt) {
  using std::filesystem::perms;
  for (auto const mode : {perms::group_read, perms::others_read, perms::others_write}) {
    write(std::string(64, 'a'), perms::owner_read | mode);
    EXPECT_NE(refusal().find("chmod 600"), std::string::npos);
  }
}

TEST_F(PhoneTokenFile, IsRefusedWhenItIsNone) {
  for (auto const& text : {std::string{}, std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'A'),
                           std::string(64, 'g'), std::string(64, 'a') + "\n\n"}) {
    write(text);
    auto const why = refusal();
    EXPECT_NE(why.find("64 hexadecimal digits"), std::string::npos) << why;
    EXPECT_TRUE(text.empty() || why.find(text) == std::string::npos);
  }
}

TEST_F(PhoneTokenFile, NeedsAFolder) {
  std::filesystem::create_symlink("elsewhere", file_);
  EXPECT_NE(refusal(), "no refusal");
  EXPECT_THROW(phone_token(folder_.path() / "none"), std::runtime_error);
}

TEST(RandomBytes, AreNotTheSameTwice) {
  EXPECT_EQ(random_bytes(0), "");
  EXPECT_EQ(random_bytes(1000).size(), 1000U);
  EXPECT_NE(random_bytes(32), random_bytes(32));
}

}  // namespace
}  // namespace kazasu::adapters
