#include "tests/e2e/end_to_end.h"

#include <cstdio>
#include <thread>
#include <utility>

#include "emulators/reader/fault_rules.h"
#include "tests/card/hex.h"
#include "tests/e2e/private_namespace.h"

namespace kazasu::e2e {

std::string reader_name(std::size_t slot) {
  constexpr auto kDigits = std::string_view{"0123456789ABCDEF"};
  return std::string{"kazasu 00 "} + kDigits.at(slot / 16) + kDigits.at(slot % 16);
}

void EndToEnd::SetUp() {
  enter_private_namespace();
}

void EndToEnd::TearDown() {
  if (HasFailure() && pcscd_) std::fputs(("pcscd said:\n" + pcscd_->log()).c_str(), stderr);
  client_.reset();
  pcscd_.reset();
  server_.reset();
}

void EndToEnd::start_host(std::size_t slots, sim::Duration block_waiting_time) {
  while (slots_.size() < slots) {
    slots_.push_back(
        std::make_unique<adapters::CardSlot>(static_cast<std::uint32_t>(slots_.size()), nullptr));
  }
  auto served = std::vector<adapters::CardSlot*>{};
  for (auto const& one : slots_) served.push_back(one.get());
  server_ = std::make_unique<adapters::ReaderServer>(folder_.path() / "reader.sock", std::move(served),
                                                     block_waiting_time);
}

void EndToEnd::start_pcscd(std::size_t slots) {
  pcscd_ = std::make_unique<PrivatePcscd>(
      PcscdOptions{.folder = folder_.path(), .socket = folder_.path() / "reader.sock", .slots = slots});
  client_ = std::make_unique<PcscClient>();
}

void EndToEnd::start(std::size_t slots, sim::Duration block_waiting_time) {
  start_host(slots, block_waiting_time);
  start_pcscd(slots);
}

adapters::SlotCard EndToEnd::test_card(std::string_view faults, std::string_view atr) const {
  auto made = adapters::SlotCard{.card = card::whole_card(people_),
                                 .atr = card::from_hex(atr),
                                 .uid = card::from_hex("01020304"),
                                 .label = "test"};
  if (!faults.empty()) {
    made.faults = reader::CardFaults{reader::parse_faults(faults), sim::RandomStream{1, "card faults", 0}};
  }
  return made;
}

std::unique_ptr<PcscCard> EndToEnd::connect(std::size_t slot) {
  if (!client().wait_for(reader_name(slot), true)) return nullptr;
  auto connected = client().connect(reader_name(slot));
  EXPECT_EQ(connected.result, "SCARD_S_SUCCESS");
  return std::move(connected.card);
}

std::unique_ptr<PcscCard> EndToEnd::connect_at_once(std::size_t slot) {
  auto const due = std::chrono::steady_clock::now() + kNeverReached;
  auto connected = client().connect(reader_name(slot));
  while (!connected.card && std::chrono::steady_clock::now() < due) {
    std::this_thread::sleep_for(std::chrono::microseconds{100});
    connected = client().connect(reader_name(slot));
  }
  EXPECT_EQ(connected.result, "SCARD_S_SUCCESS");
  return std::move(connected.card);
}

}  // namespace kazasu::e2e
