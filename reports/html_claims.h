// The parts of the page that only runs of claims have. Every result of the page must have claims.
#pragma once

#include <string>

#include "reports/html_parts.h"

namespace boost::json {
class value;
}

namespace kazasu::reports {

std::string claims_tiles_part(Page const& page);
std::string claims_picture_part(Page const& page);  // and how it came about, in sentences
std::string claimants_part(Page const& page);
std::string claim_steps_part(Page const& page);   // empty where nothing was timed
std::string claim_counts_part(Page const& page);  // sends and receipts; empty where there are none
// What the script of the page draws of a result, with the texts that stand in the drawing.
boost::json::value claims_chart_data(RunResult const& result, Language language);

}  // namespace kazasu::reports
