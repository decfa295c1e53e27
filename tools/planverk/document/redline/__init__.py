"""Takes two Documents to one in which every change is marked, for emitters to show as tracked changes."""

from planverk.document.redline.whole import redline as redline
