// What do the screens of a waiting room do by themselves? The kiosk goes back to its start; the television hears each call.
import { watchKiosk } from "./kiosk";
import { startTelevision } from "./television";
import { prepareForNoNetwork, wakeWhenTheLineIsBack } from "./waking";

watchKiosk();
startTelevision();
prepareForNoNetwork();
wakeWhenTheLineIsBack();
