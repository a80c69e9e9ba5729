// A month's life over the claims line as stations play it: the client port on one end, the systems on the
// other.
#include "tests/claims_line/claims_line_world.h"

namespace kazasu::adapters::testing {
namespace {

using claims::ClaimDelivery;
using claims::ClaimList;
using claims::ClaimOutcome;
using claims::ClaimReply;
using claims::SendState;

template <class Answer>
sim::Task<void> keep_claim(sim::Task<ClaimReply<Answer>> call, ClaimReply<Answer>& kept) {
  auto reply = co_await std::move(call);
  kept = std::move(reply);
}

class ClaimsLife : public ::testing::Test {
 protected:
  template <class Answer>
  Answer done(sim::Task<ClaimReply<Answer>> call) {
    auto reply = ClaimReply<Answer>{};
    realtime_.engine.spawn(keep_claim(std::move(call), reply));
    realtime_.engine.run_until();
    EXPECT_EQ(reply.delivery, ClaimDelivery::kDelivered);
    return std::move(reply.answer);
  }
  sim::TimePoint deadline() { return within(realtime_, kPatience); }
  claims::LoginAnswer log_in(claims::ClaimCaller caller) {
    auto const station = station_files().stations().station(caller.station);
    auto login = claims::first_login(1, station);
    login.new_password = claims::chosen_password(1, station, caller.payer);
    return done(port_->log_in(caller, login, deadline()));
  }
  claims::SendAnswer send(claims::ClaimCaller caller) {
    auto const upload = claims::ClaimUpload{.file = {caller.station, caller.payer, kMonth, 0}};
    return done(port_->send(caller, upload, deadline()));
  }
  claims::ListAnswer list(claims::ClaimCaller caller, ClaimList list) {
    auto const request =
        claims::ListRequest{.month = kMonth, .send = claims::is_of_month(list) ? 0U : 1U, .list = list};
    return done(port_->list(caller, request, deadline()));
  }

  ClaimsLineWorld world_;
  sim::Realtime realtime_;
  std::unique_ptr<HttpsClaimsPort> port_ = make_https_claims(realtime_, world_.client_options());
};

TEST_F(ClaimsLife, FromTheFirstLoginToTheReceipt) {
  auto const caller = claims::ClaimCaller{0, kFund};
  auto const first = claims::first_login(1, station_files().stations().station(0));
  EXPECT_EQ(done(port_->log_in(caller, first, deadline())).outcome, ClaimOutcome::kPasswordMustChange);
  EXPECT_EQ(send(caller).outcome, ClaimOutcome::kNotLoggedIn);
  EXPECT_EQ(log_in(caller).outcome, ClaimOutcome::kAccepted);

  auto const sent = send(caller);
  EXPECT_EQ(sent.outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(sent.number, 1U);
  auto const status = done(port_->status(caller, kMonth, deadline()));
  ASSERT_EQ(status.sends.size(), 1U);
  EXPECT_EQ(status.sends[0].state, SendState::kChecked);
  EXPECT_EQ(status.sends[0].received, jst(kDuringClaims));
  auto const receipts = status.sends[0].counts[0] + status.sends[0].counts[1] + status.sends[0].counts[2] +
                        status.sends[0].counts[3] + status.sends[0].counts[4];
  EXPECT_EQ(receipts, station_files().drafts().checked({0, kFund, kMonth, 0}).receipts.size());

  auto const found = list(caller, ClaimList::kCheckResult);
  EXPECT_EQ(found.outcome, ClaimOutcome::kAccepted);
  EXPECT_FALSE(found.content.empty());
  auto const decision = claims::ClaimDecision{.month = kMonth, .send = 1};
  EXPECT_EQ(done(port_->decide(caller, decision, deadline())), ClaimOutcome::kAccepted);
  EXPECT_EQ(done(port_->decide(caller, decision, deadline())), ClaimOutcome::kConfirmedBefore);
  auto const confirmed = done(port_->status(caller, kMonth, deadline()));
  EXPECT_EQ(confirmed.sends[0].state, SendState::kConfirmed);
  EXPECT_GT(confirmed.sends[0].claimed, 0U);
  EXPECT_FALSE(list(caller, ClaimList::kReceipt).content.empty());
  EXPECT_NE(list(caller, ClaimList::kReturnedFile).outcome, ClaimOutcome::kAccepted);
}

TEST_F(ClaimsLife, PayersAreSystemsOfTheirOwn) {
  EXPECT_EQ(log_in({0, kFund}).outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(send({0, kFederation}).outcome, ClaimOutcome::kNotLoggedIn);
  EXPECT_EQ(log_in({0, kFederation}).outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(send({0, kFund}).number, 1U);
  EXPECT_EQ(send({0, kFederation}).number, 1U);
  EXPECT_EQ(done(port_->status({0, kFund}, kMonth, deadline())).sends.size(), 1U);
}

TEST_F(ClaimsLife, ASendThatIsCancelledCanBeSentAgain) {
  auto const caller = claims::ClaimCaller{1, kFund};
  log_in(caller);
  EXPECT_EQ(send(caller).outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(send(caller).outcome, ClaimOutcome::kAcceptedBefore);
  auto const cancel = claims::ClaimDecision{.month = kMonth, .send = 1, .cancel = true};
  EXPECT_EQ(done(port_->decide(caller, cancel, deadline())), ClaimOutcome::kAccepted);
  auto const again = send(caller);
  EXPECT_EQ(again.outcome, ClaimOutcome::kAccepted);
  EXPECT_EQ(again.number, 2U);
}

}  // namespace
}  // namespace kazasu::adapters::testing
