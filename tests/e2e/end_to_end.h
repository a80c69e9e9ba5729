// Card host, pcscd and the virtual reader between them, for one test.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/adapters/card_host/card_slot.h"
#include "emulators/adapters/card_host/reader_server.h"
#include "tests/card/card_fixture.h"
#include "tests/e2e/pcsc_client.h"
#include "tests/e2e/private_pcscd.h"
#include "tests/identity/temporary_folder.h"

namespace kazasu::e2e {

// Of a card without contacts, as docs/protocols/card.md has it.
inline constexpr auto kAtr = std::string_view{"3B888001000041E0B381A1003B"};

// "kazasu 00 00" and on: reader, slot.
std::string reader_name(std::size_t slot);

class EndToEnd : public ::testing::Test {
 protected:
  // Long beyond what any test waits for, so that nothing but the event in question ends a command.
  static constexpr auto kNeverReached = std::chrono::seconds{60};

  void SetUp() override;
  void TearDown() override;

  void start_host(std::size_t slots = 1, sim::Duration block_waiting_time = kNeverReached);
  void stop_host() { server_.reset(); }
  void start_pcscd(std::size_t slots = 1);
  void stop_pcscd() { pcscd_.reset(); }
  void start(std::size_t slots = 1, sim::Duration block_waiting_time = kNeverReached);
  adapters::CardSlot& slot(std::size_t number = 0) { return *slots_.at(number); }
  PcscClient& client() { return *client_; }

  // A card with all applications; its signatures are none. `faults` as parse_faults() has them.
  adapters::SlotCard test_card(std::string_view faults = {}, std::string_view atr = kAtr) const;
  // A handle on the card in a slot, once pcscd has told that it is there.
  std::unique_ptr<PcscCard> connect(std::size_t slot = 0);
  // The same by trying until it works.
  std::unique_ptr<PcscCard> connect_at_once(std::size_t slot = 0);

 private:
  identity::TemporaryFolder folder_;
  card::TestPeople people_;
  std::vector<std::unique_ptr<adapters::CardSlot>> slots_;
  std::unique_ptr<adapters::ReaderServer> server_;
  std::unique_ptr<PrivatePcscd> pcscd_;
  std::unique_ptr<PcscClient> client_;
};

}  // namespace kazasu::e2e
