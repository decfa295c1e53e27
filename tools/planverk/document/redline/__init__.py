"""Takes two Documents to one in which every change is marked, for emitters to show as tracked changes."""

from planverk.document.redline.merge import redline as redline
