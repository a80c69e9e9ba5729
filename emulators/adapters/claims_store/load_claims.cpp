#include "emulators/adapters/claims_store/load_claims.h"

#include <map>
#include <stdexcept>
#include <utility>

#include "emulators/adapters/claims_store/month_column.h"
#include "emulators/adapters/claims_store/receipt_blob.h"
#include "emulators/adapters/store/column_values.h"
#include "emulators/adapters/store/row_values.h"

namespace kazasu::adapters {

namespace {

using Restore = std::function<void(claims::ClaimChange)>;

claims::Payer payer(Statement const& row, int column) {
  auto const value = enumerator(row, column, claims::Payer::kFederation);
  if (value < claims::Payer::kFund) throw std::invalid_argument("a value is out of range");
  return value;
}

claims::Send send_of(Statement const& row) {
  return {.number = index<std::uint32_t>(row, 3),
          .kind = enumerator(row, 4, claims::SendKind::kTest),
          .with_asp = row.integer(5) != 0,
          .content = row.text(10),
          .received = instant_of(row.integer(6)),
          .ready = instant_of(row.integer(7)),
          .refused = row.integer(8) != 0,
          .receipts = receipts_from_blob(row.blob(9))};
}

void load_sends(Database& database, Restore const& restore) {
  auto row = Statement{database,
                       "SELECT station, payer, month, number, kind, with_asp, received, ready, refused, "
                       "receipts, hash, decided, confirmation FROM send ORDER BY ordinal"};
  auto last = std::map<claims::SendKey, std::uint32_t>{};
  while (row.step()) {
    auto const key = claims::SendKey{station(row, 0), payer(row, 1), month_of(row.integer(2))};
    auto made = claims::SendMade{.key = key, .send = send_of(row), .file = {}};
    auto const number = made.send.number;
    if (number != ++last[key]) throw std::invalid_argument("a send is missing");
    restore(std::move(made));
    if (row.is_null(11)) continue;
    auto const at = instant_of(row.integer(11));
    if (row.is_null(12)) {
      restore(claims::SendCancelled{key, number, at});
    } else {
      restore(claims::SendConfirmed{key, number, enumerator(row, 12, claims::Confirmation::kAutomatic), at});
    }
  }
}

void load_passwords(Database& database, Restore const& restore) {
  auto row = Statement{database, "SELECT station, payer, sealed, initial FROM password"};
  while (row.step()) {
    restore(claims::PasswordChanged{{station(row, 0), payer(row, 1)}, {row.text(2), row.integer(3) != 0}});
  }
}

void load_extensions(Database& database, Restore const& restore) {
  auto row = Statement{database, "SELECT month, until FROM window_extension ORDER BY ordinal"};
  while (row.step()) {
    restore(claims::WindowExtended{month_of(row.integer(0)), instant_of(row.integer(1))});
  }
}

}  // namespace

void load_claims(Database& database, Restore const& restore) {
  try {
    load_sends(database, restore);
    load_passwords(database, restore);
    load_extensions(database, restore);
  } catch (std::invalid_argument const& error) {
    throw damaged(database, error.what());
  }
}

std::optional<sim::Instant> latest_claim_change(Database& database) {
  auto row = Statement{database, "SELECT max(max(received), coalesce(max(decided), 0)) FROM send"};
  if (!row.step() || row.is_null(0)) return std::nullopt;
  return instant_of(row.integer(0));
}

}  // namespace kazasu::adapters
