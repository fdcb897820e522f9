/** What a demo is given: products and wishes, weather and pace. */
@NullMarked
package steadfast.demo.scenario;

import org.jspecify.annotations.NullMarked;
