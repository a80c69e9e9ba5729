// The one place that compiles Boost.JSON's source.
#include <boost/json/src.hpp>
